const DURATION =
  /^([+-]?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const DAY = 86400
const UNITS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, 3600, 60, 1]
const LONGEST = 999999999 * DAY

/** The seconds of an ISO 8601 duration (`PT1H30M`); a year has 365 days, a month 30. Undefined for another string. */
function seconds (string) {
  const [, sign, ...parts] = DURATION.exec(string) ?? []
  if (sign === undefined) return undefined
  const sum = parts.reduce((total, part, i) => total + Number(part ?? 0) * UNITS[i], 0)
  return sum > LONGEST ? undefined : sign === '-' ? -sum : sum
}

export const isDuration = string => seconds(string) !== undefined

/** A valid duration in days, hours, minutes and seconds: `PT90M` becomes `PT1H30M`. */
export function inDays (string) {
  const total = seconds(string)
  let rest = Math.abs(total)
  const parts = [[DAY, 'D'], [3600, 'H'], [60, 'M'], [1, 'S']].map(([size, letter]) => {
    const count = letter === 'S' ? Number(rest.toFixed(6)) : Math.floor(rest / size)
    rest -= count * size
    return count > 0 ? `${count}${letter}` : ''
  })
  const time = parts.slice(1).join('')
  const text = parts[0] + (time && `T${time}`)
  return `${total < 0 ? '-' : ''}P${text || 'T0S'}`
}
