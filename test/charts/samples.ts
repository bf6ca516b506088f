import type { ChartForm, Drawing, Series } from '../../src/charts/drawing'
import type { Words } from '../../src/charts/svg'

const series = [
  'Военный',
  'Гражданский под мобилизацией',
  'Медосвидетельствование',
  'Северо-Кавказский округ',
  'Все остальные',
]

/** Two years of invented figures with all that a drawing can have, in Russian. */
export function sampleDrawing(form: ChartForm, changes: Partial<Drawing> = {}): Drawing {
  const months = Array.from({ length: 24 }, (_, i) => ({
    name: 'янв._февр._март_апр._май_июнь_июль_авг._сент._окт._нояб._дек.'.split('_')[i % 12]!,
    year: String(2023 + Math.floor(i / 12)),
    ofYear: (i % 12) + 1,
    provisional: i === 23,
  }))
  return {
    form,
    months,
    series: series.map((name, of): Series => {
      const counts = months.map((_, i) =>
        Math.round(40 + of * 9 + 25 * Math.sin(i / (2 + of)) + (i > 12 ? of * 8 : 0)),
      )
      return { name, counts, rest: of === 4 }
    }),
    breaks: [9],
    number: n => n.toLocaleString('ru'),
    ...changes,
  }
}

export const sampleWords: Words = {
  title: 'В январе 2024 года военных было в 3,2 раза больше, чем год назад: <284>',
  description: 'Столбцы по месяцам. "Те же" числа стоят в таблице.',
  caption:
    'Обращения по месяцам и категориям, январь 2023 — декабрь 2024 года. Источник: обращения, записанные в «Тропе», без спама и повторов. Точные цифры, для внутреннего пользования.',
}
