import { distanceKm, type Point } from './geo'

/**
 * How fast people are taken to travel, in km/h along the straight line on the sphere: between two employers by car or
 * train, detours included; on a round of pick-ups through a town. The pages that count with it say so.
 */
export const COMMUTE_KMH = 40
export const ROUND_KMH = 30

/** Whole minutes from one place to another at a speed, rounded up. */
export const travelMinutes = (a: Point, b: Point, kmh: number): number =>
  Math.ceil((distanceKm(a, b) * 60) / kmh - 1e-9)
