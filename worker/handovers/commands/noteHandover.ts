import { type Booking, visibleBooking } from '../../bookings/queries'
import { statusAt } from '../../bookings/rules'
import { passAll } from '../../bookings/transition'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { MOST_PHOTO_BYTES } from '../../listings/commands/addPhoto'
import { type CleanImage, cleanImage } from '../../listings/image'
import { commit, type Fact, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { HandoverInput } from '../input'
import { lineOf } from '../line'
import { type Handover, handoversOf, mustBeOnSide, zoneOf } from '../queries'
import { dueAt, endsEarly, standing } from '../rules'
import { insertHandover, keepReturnDue } from '../writes'

/** `file`: a photo as a form sends it, whole. */
type Given = HandoverInput & { file?: { bytes: Uint8Array; alt?: string } }

/**
 * Notes a pick-up or a return as the actor's side says it was, now or earlier; with `corrects`, in the place of a line that
 * stays. A return of everything in order, noted while the booking runs, completes it in the same batch. Throws `not_found`
 * to strangers, `forbidden` (or what is missing) to the wrong side, `transition_not_allowed` in the wrong state or after the
 * seven days of correction, `already_exists` where that side has noted it, `invalid`, `too_large`, `wrong_media_type`.
 */
export async function noteHandover(ctx: Ctx, bookingId: string, input: Given): Promise<Handover> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, bookingId)
  const { file, ...rest } = input
  const given = check(HandoverInput, rest)
  const side = mustBeOnSide(ctx, booking, given.side)
  const bytes = file?.bytes ?? bytesOf(given.photo?.base64)
  const image = bytes && imageOf(bytes)
  const [lines, zone] = await Promise.all([handoversOf(ctx, bookingId), zoneOf(ctx, booking.clusterId)])
  const status = statusAt(booking, ctx.now)
  const line = lineOf({ booking, given, side, lines, status, zone, now: ctx.now })

  const id = newId('handover', Date.parse(ctx.now))
  const photo = image
    ? {
        ...image,
        id: newId('photo', Date.parse(ctx.now)),
        alt: (file?.alt ?? given.photo?.alt ?? '').slice(0, 200),
      }
    : null
  const noted = fact(ctx, 'handover.noted', {
    ...{ clusterId: booking.clusterId, table: 'handovers', row: id },
    payload: {
      ...{ bookingId, listingId: booking.listingId },
      ...{ lenderId: booking.lenderId, borrowerId: booking.borrowerId },
      ...{ step: line.step, side, happened: line.happened, condition: line.condition },
      ...{ quantity: line.quantity, lateMinutes: line.lateMinutes },
      ...(line.refusedQuantity > 0 && { refused: line.refusedQuantity }),
      ...(line.corrects && { corrects: line.corrects }),
    },
  }) as Fact
  const writes = [
    insertHandover(ctx, booking, { ...line, id }, photo, noted),
    keepReturnDue(ctx, booking, dueAt('return', booking, zone), noted),
  ]
  const whole = standing(lines, 'pick_up')?.quantity ?? booking.quantity
  if (photo)
    await ctx.env.PHOTOS.put(photo.id, photo.bytes, { httpMetadata: { contentType: photo.contentType } })
  try {
    await write(ctx, booking, noted, writes, endsEarly(line, whole, status))
  } catch (error) {
    if (photo) await ctx.env.PHOTOS.delete(photo.id)
    throw error
  }
  return (await handoversOf(ctx, bookingId)).find((one) => one.id === id) as Handover
}

/** The line, and with it the end of the booking; without that where the clock has just ended it. */
async function write(ctx: Ctx, b: Booking, noted: Fact, writes: readonly Query[], completes: boolean) {
  if (!completes) return commit(ctx, noted, writes)
  try {
    await passAll(ctx, [b], 'complete', () => ({ endedAt: ctx.now }), { facts: [noted], before: writes })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    await commit(ctx, noted, writes)
  }
}

function imageOf(bytes: Uint8Array): CleanImage {
  if (bytes.length > MOST_PHOTO_BYTES) throw new AppError('too_large')
  const image = cleanImage(bytes)
  if (!image) throw new AppError('wrong_media_type')
  return image
}

function bytesOf(base64: string | undefined): Uint8Array | undefined {
  if (base64 === undefined) return undefined
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    throw invalid({ path: 'photo.base64', code: 'photo_type' })
  }
}
