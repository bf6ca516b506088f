import type { Weights } from './seededRandom'

/*
 * How often an invented case has which code. Half of the soldiers with a known profile signed in wartime, a
 * third were mobilised, a tenth signed before the war (docs/reference/published-figures.md); all else is a
 * guess at what such a month looks like, and says nothing about anybody.
 */

export const profiles: Record<string, Weights> = {
  soldier: {
    contract_wartime: 50,
    mobilised_serving: 33,
    contract_before: 10,
    conscript: 5,
    pmc_or_prison: 2,
  },
  mobilised_civilian: { reservist: 46, summoned: 24, draft_age: 22, objector: 8 },
  other: {},
}

export const askers: Record<string, Weights> = {
  soldier: { self: 52, spouse_or_partner: 21, parent: 18, other_relative: 5, friend: 3, organisation: 1 },
  mobilised_civilian: { self: 68, spouse_or_partner: 14, parent: 12, other_relative: 3, friend: 3 },
  other: { self: 60, friend: 15, parent: 10, organisation: 8, spouse_or_partner: 7 },
}

export const channels: Weights = {
  ...{ telegram_bot: 83, secure_messenger: 6, email: 4, web_form: 3, partner: 2, phone: 1, other: 1 },
}

const districts: Weights = {
  ...{ home_central: 24, home_volga: 16, home_siberian: 12, home_southern: 12, home_northwestern: 11 },
  ...{ home_ural: 8, home_far_eastern: 6, home_north_caucasian: 4 },
}
const abroad: Weights = { armenia_georgia: 4, kazakhstan_central_asia: 4, eu: 2, other_abroad: 1 }

export const places: Record<string, Weights> = {
  soldier: { ...districts, armenia_georgia: 5, kazakhstan_central_asia: 6, unknown: 14 },
  mobilised_civilian: { ...districts, ...abroad, unknown: 6 },
  other: { ...districts, ...abroad, unknown: 20 },
}

export const urgencies: Record<string, Weights> = {
  soldier: { day: 34, week: 38, routine: 28 },
  mobilised_civilian: { day: 12, week: 36, routine: 52 },
  other: { day: 4, week: 20, routine: 76 },
}

export const situations: Record<string, Weights> = {
  soldier: {
    ...{ in_unit: 26, combat_zone: 24, hospital: 15, on_leave: 13, awol: 12, criminal_case: 8 },
    ...{ coerced_contract: 7, exit_ban: 3, abroad_at_risk: 2 },
  },
  mobilised_civilian: {
    ...{ summons: 42, deferment_problem: 20, exit_ban: 10, raid_or_detention: 9, abroad_at_risk: 6 },
    ...{ assembly_point: 5, coerced_contract: 4, criminal_case: 2 },
  },
  other: { abroad_at_risk: 50, exit_ban: 30, criminal_case: 20 },
}

export const needs: Record<string, Weights> = {
  soldier: {
    ...{ leaving: 25, legal: 20, refusal_statement: 13, medical_review: 8, shelter_inside: 7, asylum: 6 },
    ...{ documents: 5, lawyer_referral: 5, psychological: 4, money: 3, digital_safety: 2, housing_abroad: 1 },
    ...{ surrender_referral: 1 },
  },
  mobilised_civilian: {
    ...{ legal: 28, information: 18, deferment: 17, leaving: 13, medical_review: 9, documents: 5 },
    ...{ lawyer_referral: 4, psychological: 2, housing_abroad: 2, asylum: 1, money: 1 },
  },
  other: { information: 60, legal: 15, leaving: 10, psychological: 6, digital_safety: 5, housing_abroad: 4 },
}

export const outcomes: Record<string, Weights> = {
  soldier: {
    ...{
      advice_given: 34,
      contact_lost: 17,
      left_service_abroad: 14,
      referred_on: 11,
      left_service_inside: 9,
    },
    ...{ chose_to_stay: 8, declined: 4, detained: 3 },
  },
  mobilised_civilian: {
    ...{ advice_given: 46, call_up_avoided: 15, contact_lost: 12, deferment_granted: 9, left_country: 8 },
    ...{ referred_on: 6, chose_to_stay: 3, declined: 1 },
  },
  other: { advice_given: 66, referred_on: 16, contact_lost: 10, declined: 8 },
}

export const openStatuses: Weights = { in_progress: 48, awaiting_reply: 34, referred: 18 }

export const firstResponses: Weights = {
  ...{ within_1h: 31, within_4h: 27, within_24h: 25, within_3d: 11, later: 5, none: 1 },
}
