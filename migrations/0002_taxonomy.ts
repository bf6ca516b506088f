import { sql, type Kysely } from 'kysely'

/** The words cases are described in, as an organisation finds them on its first day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [field, terms] of Object.entries(taxonomy)) {
    for (const [position, [code, en, ru, parent]] of terms.entries()) {
      await sql`INSERT INTO taxonomy_terms (field, code, parent, label_en, label_ru, position)
        VALUES (${field}, ${code}, ${parent ?? ''}, ${en}, ${ru}, ${position})`.execute(db)
    }
  }
}

type Term = [code: string, en: string, ru: string, parent?: string]

const taxonomy: Record<string, Term[]> = {
  category: [
    ['soldier', 'Soldier', 'Военный'],
    ['mobilised_civilian', 'Mobilised civilian', 'Гражданский под мобилизацией'],
    ['other', 'Other or unknown', 'Другое или неизвестно'],
  ],
  profile: [
    ['mobilised_serving', 'Mobilised, serving', 'Мобилизованный, в армии', 'soldier'],
    ['contract_before', 'Contract, signed before the war', 'Контрактник до войны', 'soldier'],
    ['contract_wartime', 'Contract, signed during the war', 'Контрактник после начала войны', 'soldier'],
    ['conscript', 'Conscript, serving', 'Срочник, на службе', 'soldier'],
    [
      'pmc_or_prison',
      'Private company, or recruited in prison',
      'ЧВК или завербован в заключении',
      'soldier',
    ],
    ['summoned', 'Summoned, not yet serving', 'Получил повестку, ещё не служит', 'mobilised_civilian'],
    ['reservist', 'Reservist, liable to call-up', 'Запасник, подлежит мобилизации', 'mobilised_civilian'],
    ['draft_age', 'Draft age', 'Призывник', 'mobilised_civilian'],
    ['objector', 'Conscientious objector, civilian service', 'Отказчик, АГС', 'mobilised_civilian'],
  ],
  asker: [
    ['self', 'The person', 'Сам человек'],
    ['spouse_or_partner', 'Spouse or partner', 'Супруг(а) или партнёр'],
    ['parent', 'Parent', 'Родитель'],
    ['other_relative', 'Other relative', 'Другой родственник'],
    ['friend', 'Friend', 'Друг'],
    ['organisation', 'Organisation', 'Организация'],
  ],
  situation: [
    ['summons', 'Summons', 'Повестка'],
    ['deferment_problem', 'Deferment problem', 'Проблема с отсрочкой'],
    ['raid_or_detention', 'Raid or detention', 'Облава, задержание'],
    ['assembly_point', 'Assembly point', 'Сборный пункт'],
    ['in_unit', 'In a unit', 'В части'],
    ['combat_zone', 'Combat zone', 'В зоне боёв'],
    ['hospital', 'Hospital', 'Госпиталь'],
    ['on_leave', 'On leave', 'В отпуске'],
    ['coerced_contract', 'Forced to sign a contract', 'Принуждение к контракту'],
    ['awol', 'Absent without leave', 'СОЧ'],
    ['criminal_case', 'Criminal case or wanted', 'Уголовное дело или розыск'],
    ['exit_ban', 'Barred from leaving', 'Запрет выезда'],
    ['abroad_at_risk', 'Abroad, may be sent back', 'За границей, риск высылки'],
  ],
  need: [
    ['legal', 'Legal advice', 'Право'],
    ['deferment', 'Deferment, civilian service', 'Отсрочка, АГС'],
    ['medical_review', 'Medical review', 'Медосвидетельствование'],
    ['refusal_statement', 'Refusal, formal report', 'Отказ, рапорт'],
    ['psychological', 'Psychologist', 'Психолог'],
    ['leaving', 'Leaving the country', 'Отъезд'],
    ['shelter_inside', 'Shelter in the country', 'Убежище в стране'],
    ['housing_abroad', 'Housing abroad', 'Жильё за границей'],
    ['money', 'Money', 'Деньги'],
    ['documents', 'Documents', 'Документы'],
    ['asylum', 'Asylum, residence permit', 'Убежище, ВНЖ'],
    ['lawyer_referral', 'Contact with a lawyer', 'Связь с адвокатом'],
    ['digital_safety', 'Digital safety', 'Цифровая безопасность'],
    ['surrender_referral', 'Surrender (referral only)', 'Сдача в плен (только перенаправление)'],
    ['information', 'Information', 'Информация'],
  ],
  channel: [
    ['telegram_bot', 'Telegram bot', 'Телеграм-бот'],
    ['secure_messenger', 'Secure messenger', 'Защищённый мессенджер'],
    ['email', 'E-mail', 'Почта'],
    ['phone', 'Phone', 'Телефон'],
    ['web_form', 'Website', 'Сайт'],
    ['partner', 'Partner', 'Партнёр'],
    ['other', 'Other', 'Другое'],
  ],
  place: [
    ['home_central', 'Central district', 'Центральный округ'],
    ['home_northwestern', 'Northwestern district', 'Северо-Западный округ'],
    ['home_southern', 'Southern district', 'Южный округ'],
    ['home_north_caucasian', 'North Caucasian district', 'Северо-Кавказский округ'],
    ['home_volga', 'Volga district', 'Приволжский округ'],
    ['home_ural', 'Ural district', 'Уральский округ'],
    ['home_siberian', 'Siberian district', 'Сибирский округ'],
    ['home_far_eastern', 'Far Eastern district', 'Дальневосточный округ'],
    ['armenia_georgia', 'Armenia, Georgia', 'Армения, Грузия'],
    ['kazakhstan_central_asia', 'Kazakhstan, Central Asia', 'Казахстан, Средняя Азия'],
    ['eu', 'European Union', 'Евросоюз'],
    ['other_abroad', 'Elsewhere abroad', 'Другие страны'],
    ['unknown', 'Unknown', 'Неизвестно'],
  ],
  urgency: [
    ['day', 'Within 24 hours', '24 часа'],
    ['week', 'Within a week', 'Неделя'],
    ['routine', 'Routine', 'Обычная'],
  ],
  status: [
    ['new', 'New', 'Новое'],
    ['in_progress', 'In progress', 'В работе'],
    ['awaiting_reply', 'Awaiting a reply', 'Ждём ответа'],
    ['referred', 'Referred', 'Передано'],
    ['closed', 'Closed', 'Закрыто'],
  ],
  outcome: [
    ['advice_given', 'Advice given', 'Консультация дана'],
    ['call_up_avoided', 'Call-up avoided', 'Призыва избежал'],
    ['deferment_granted', 'Deferment or civilian service granted', 'Отсрочка или АГС получена'],
    ['left_service_abroad', 'Left the service, abroad', 'Покинул службу, за границей'],
    ['left_service_inside', 'Left the service, in the country', 'Покинул службу, в стране'],
    ['left_country', 'Left the country (civilian)', 'Уехал (гражданский)'],
    ['referred_on', 'Passed on to a partner', 'Передан партнёру'],
    ['chose_to_stay', 'Chose to stay', 'Решил остаться'],
    ['detained', 'Detained', 'Задержан'],
    ['contact_lost', 'Contact lost', 'Связь потеряна'],
    ['declined', 'Declined to help', 'Отказ в помощи'],
    ['spam', 'Spam or provocation', 'Спам или провокация'],
  ],
  first_response: [
    ['within_1h', 'Within an hour', 'В течение часа'],
    ['within_4h', 'Within 4 hours', 'В течение 4 часов'],
    ['within_24h', 'Within 24 hours', 'В течение суток'],
    ['within_3d', 'Within 3 days', 'В течение 3 дней'],
    ['later', 'Later', 'Позже'],
    ['none', 'Not answered', 'Ответа не было'],
  ],
}
