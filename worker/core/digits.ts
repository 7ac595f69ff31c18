/** Digits as they are typed on an Arabic or Persian keyboard, as those that a computer counts with. */
export const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16)).replace(/٫/g, ',')
