export const dashboards = {}
