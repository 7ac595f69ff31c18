// Rivers, coasts and woods under the dots, as [latitude, longitude]: a hint of where one is, drawn where the map shows it.

export type Line = readonly (readonly [number, number])[]

/** The Seine from Pont-de-l’Arche to Duclair. */
const SEINE: Line = [
  ...([
    [49.294, 1.229],
    [49.296, 1.1],
    [49.282, 1.046],
    [49.286, 1.001],
    [49.307, 0.984],
    [49.317, 1.02],
  ] as const),
  ...([
    [49.313, 1.075],
    [49.327, 1.103],
    [49.346, 1.096],
    [49.377, 1.12],
    [49.408, 1.122],
    [49.429, 1.103],
  ] as const),
  ...([
    [49.44, 1.075],
    [49.431, 1.046],
    [49.408, 1.027],
    [49.382, 1.013],
    [49.359, 0.999],
    [49.339, 0.966],
  ] as const),
  ...([
    [49.348, 0.93],
    [49.372, 0.919],
    [49.408, 0.941],
    [49.44, 0.943],
    [49.471, 0.927],
    [49.484, 0.887],
  ] as const),
  ...([
    [49.471, 0.864],
    [49.45, 0.83],
    [49.43, 0.8],
  ] as const),
]
/** The Atlantic before Casablanca, from Dar Bouazza to Mohammedia. */
const ATLANTIC: Line = [
  ...([
    [33.46, -7.97],
    [33.528, -7.83],
    [33.575, -7.72],
    [33.597, -7.68],
    [33.61, -7.655],
    [33.606, -7.625],
  ] as const),
  ...([
    [33.607, -7.6],
    [33.617, -7.57],
    [33.62, -7.54],
    [33.634, -7.49],
    [33.655, -7.45],
    [33.71, -7.39],
  ] as const),
  ...([
    [34.1, -7.39],
    [34.1, -7.97],
  ] as const),
]
/** Woods as an ellipse: its middle, and its half axes in degrees. */
const WOODS = [
  { at: [49.424, 0.969], half: [0.021, 0.039] },
  { at: [49.341, 1.03], half: [0.01, 0.031] },
  { at: [49.5, 1.115], half: [0.008, 0.041] },
  { at: [49.357, 1.165], half: [0.024, 0.022] },
] as const

export const GROUND = { rivers: [SEINE], seas: [ATLANTIC], woods: WOODS }
