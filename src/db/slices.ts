/** Rows in lots, so that one statement stays under the databases' limits on parameters. */
export function* slices<T>(rows: T[], size: number): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
