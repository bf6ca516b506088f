import { normalQuantile } from '../../src/statistics/normalQuantile'
import { differenceInterval, wilsonInterval, type Interval, type Share } from '../../src/statistics/share'

/* The numbers are those of R 4.2.2; the command stands above each table. */

const [z95, z999] = [normalQuantile(0.025), normalQuantile(0.0005)]

function expectNear({ lower, upper }: Interval, expected: [number, number]) {
  expect(Math.abs(lower - expected[0])).toBeLessThan(1e-14)
  expect(Math.abs(upper - expected[1])).toBeLessThan(1e-14)
}

// qnorm(chance, lower.tail = FALSE)
it.each([
  [0.025, 1.95996398454005],
  [0.4, 0.2533471031358],
  [0.005, 2.5758293035489],
  [1e-5, 4.26489079392283],
  [1e-12, 7.03448382530113],
  [1e-30, 11.4640246884436],
  [0.05 / 600 / 2, 3.93460586156076],
])('the normal quantile of %d is that of R', (chance, expected) => {
  expect(Math.abs(normalQuantile(chance) / expected - 1)).toBeLessThan(1e-13)
})

// prop.test(count, total, correct = FALSE)$conf.int, the last with conf.level = 0.999
it.each<[number, number, number, [number, number]]>([
  [28, 651, z95, [0.029923045077506, 0.0614600798218593]],
  [284, 789, z95, [0.327210499109017, 0.394045248126093]],
  [0, 20, z95, [0, 0.161125158052819]],
  [20, 20, z95, [0.838874841947181, 1]],
  [1, 10_000_000, z95, [1.76524557116174e-8, 5.66493201960646e-7]],
  [284, 789, z999, [0.305966660224635, 0.417723783381751]],
])('the share of %i in %i lies where R says, for z = %d', (count, total, z, expected) => {
  expectNear(wilsonInterval({ count, total }, z), expected)
})

// From the intervals i and j of prop.test for a of n and b of m, with d = a/n - b/m:
// c(d - sqrt((a/n - i[1])^2 + (j[2] - b/m)^2), d + sqrt((i[2] - a/n)^2 + (b/m - j[1])^2))
// Newcombe's Table II has 0.0524 to 0.3339, 0.1705 to 0.8090 and 0.6791 to 1.0000 for the first three.
it.each<[Share, Share, number, [number, number]]>([
  [{ count: 56, total: 70 }, { count: 48, total: 80 }, z95, [0.0524314724023649, 0.3338726540369059]],
  [{ count: 9, total: 10 }, { count: 3, total: 10 }, z95, [0.170522723934503, 0.809017973535488]],
  [{ count: 10, total: 10 }, { count: 0, total: 20 }, z95, [0.679086037141915, 1]],
  [{ count: 284, total: 789 }, { count: 28, total: 651 }, z95, [0.279359208211145, 0.35346007224249]],
  [{ count: 284, total: 789 }, { count: 28, total: 651 }, z999, [0.252882951534907, 0.377924391893806]],
])('the difference of %o and %o lies where R says, for z = %d', (a, b, z, expected) => {
  expectNear(differenceInterval(a, b, z), expected)
  const other = differenceInterval(b, a, z)
  expectNear({ lower: -other.upper, upper: -other.lower }, expected)
})
