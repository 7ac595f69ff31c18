// Pages have the real clock: everything lies in the days to come.
export const soon = (days: number, hour: number) => {
  const at = new Date(Date.now() + days * 86_400_000)
  at.setUTCHours(hour, 0, 0, 0)
  return at.toISOString()
}
export const SLOT = { startsAt: soon(3, 13), endsAt: soon(3, 15) }
export const ALWAYS = { windows: [], expiresAt: soon(100, 0) }
