import type { Facts, legal as fr } from '../fr/legal'

const reach = (f: Facts) => (f.helper ? `${f.helper}${f.phone ? `, ${f.phone}` : ''}, or ${f.mail}` : f.mail)
const demo = (f: Facts) =>
  f.isDemo ? 'This cluster is a demonstration: its organisations, people and listings are invented.\n\n' : ''

export const legal: typeof fr = {
  ranking: (
    f,
  ) => `In ${f.cluster}, nobody pays to come first. The order follows from what you look for, and from nothing else.

## When you search

- Words: those of the title count more than those of the description. Plurals and accents change nothing. Words for the same thing, in other languages too, are looked for after yours: “van” for “truck”.
- Distance: with the same words, the nearest first.
- Date: what is free when you ask comes before. What is taken stays visible, lower down, with its next free time.
- With neither words nor place: the latest listings first.

## When Maillage suggests a match

An offer and a need are brought together where they are of the same kind, within reach, on the right dates and in sufficient quantity. A score then adds up how alike the words are, the distance, the hours in common and how well the quantity fits. Three reasons are always told, such as “2 km away” or “free on Tuesday morning”.

“Not for me” takes the match away and tells us why. It does not count against the organisation.

## What does not count

- The legal form, the size or the age of the organisation.
- How many bookings were made before, or who you are.
- The tariff, unless you asked for a price.

The coordinator may hide a listing that was reported, and can neither push forward nor hold back the others.`,
  help: (f) => `${demo(f)}## Searching

Write what you need, or choose a kind and a date. You need no account to look.

## Booking

Open an offer, choose a day and then a time, confirm. Where the organisation answers requests itself, your time is held for you until it has. You are told by e-mail.

## Posting

“Post”, then one question per screen: what it is, when, on which terms. Nothing is visible before you agree, and a draft waits for you if you stop.

## Cancelling or changing

From your agenda. Say why: the other organisation will know, and can offer its thing to somebody else.

## Joining the cluster

Your e-mail address is enough to sign in. Then find your organisation by its SIRET or name, or register it. The coordinator answers.

## Not at ease with a screen?

${f.helper ? `${f.helper} posts and books for you${f.phone ? `: call ${f.phone}` : ''}.` : 'The coordinator posts and books for you.'} What is done in your name is written down, and you may ask to see it.

## Something wrong with a listing?

“Report” is at the bottom of each listing. The coordinator looks, and decides.`,
  privacy: (
    f,
  ) => `${demo(f)}Maillage keeps as little as possible: enough to know you, to tell you things, and to let two organisations agree.

## Who is responsible

${f.cluster} decides why and how your data are used (controller, article 4 of the GDPR). For any question: ${reach(f)}.

## What we keep, and why

- Your name, e-mail address, telephone if you give it, and language: to sign you in and write to you. Legal basis: the service you ask for.
- The organisations you act for, your listings, bookings and messages: so that sharing can happen. Same basis.
- The journal of what happened (who booked what, when), without names or addresses: to account for it and to put errors right. Legal basis: the legitimate interest of the cluster.

We sell nothing, show no advertising and do not measure your visit. There is one cookie, that of your sign-in, and another for your language if you choose one: neither needs consent.

## Who sees what

- Everybody: public listings and the town, never the exact address.
- Members of the cluster: also listings kept for the cluster.
- Both parties of a confirmed booking: the address, names and telephones.
- The coordinator: organisations, bookings and reports.

## Where, and for how long

Data are hosted by Cloudflare, which may process them outside the European Union under the Commission’s standard contractual clauses. Your account stays as long as you keep it. Erased, it is gone at once; the bookings of your organisation stay, without your name. Sign-in links and codes last some minutes.

## Your rights

- See your data and take them along: “My account”, then “Download my data”.
- Correct them, erase your account, leave an organisation: in the same place, without asking anybody.
- Object, restrict, or ask a question: ${reach(f)}. You get an answer within a month.
- Complain to your supervisory authority, in France the CNIL: https://www.cnil.fr/fr/plaintes.`,
  terms: (f) => `${demo(f)}## What Maillage is

A shared board, kept by ${f.cluster}. Organisations say on it what they have and what they lack, and agree with each other. The cluster is party to no loan, sale or letting.

## Who may post and book

People who act for an organisation accepted in the cluster. They commit that organisation, and have the right to.

## What each one promises

- To tell the truth: what is missing, what is worn, how to get in.
- To keep their word: a confirmed booking is owed. One cancels as early as possible, and says why.
- To return things on time and in good order, and to say what broke.
- To be insured for what they lend and what they borrow.

## What the law asks for (France)

- Staff is lent at cost only: wages, charges and expenses (labour code, article L. 8241-1), with the person’s consent.
- Lending equipment for free is a loan for use (civil code, articles 1875 and following).
- Waste keeps its status and its traceability. Hazardous waste goes through Trackdéchets, never through this site.
- A temporary occupation of premises says its end and its reason from the start.

## What is taken down

Listings that are false, illegal, discriminatory, or foreign to the cluster. Anyone can report one. The coordinator hides the listing or suspends the organisation and says why; the organisation may answer and ask for another look: ${reach(f)}.

## What the cluster does not promise

The service may stop for a while. The cluster answers for its faults, not for the accuracy of listings, nor for what happens between two organisations.`,
  accessibility: (
    f,
  ) => `We want everybody to be able to use Maillage: by mouse, finger or keyboard, with a screen reader, on an old phone, without JavaScript.

## State of conformity

Maillage has not been audited against the French RGAA 4.1 by a third party yet. This statement therefore says only what is measured, and claims no conformity.

## What is measured

- Each screen, in each language, filled in and with its errors, goes through the tool axe-core (rules of WCAG 2.2, levels A and AA) before it goes online: no error is let through. Such a tool finds only part of the defects.
- The contrast of text is at least 4.5 to 1, in light and in dark.
- Buttons and links that act measure 48 pixels; the days of a calendar a little less across on a small phone.
- Searching, posting, booking and cancelling work by keyboard alone and without JavaScript.

## What we know to be imperfect

- The map is an addition: all it shows is in the list too.
- With text enlarged to 200 % on a screen of 360 pixels, some tables scroll sideways.
- Photos have a description only where whoever posted wrote one.
- What organisations write is in their own language, which the site announces to screen readers.

## Telling us

Something stands in your way? ${reach(f)}. We answer and, meanwhile, do with you what the screen prevents. Without a satisfactory answer you may write to the Défenseur des droits: https://formulaire.defenseurdesdroits.fr.`,
  legal: (f) => `${demo(f)}## Publisher

This site is published by ${f.cluster}, to be reached through ${reach(f)}. Its coordinators complete here the name, legal form, address, registration number and publication director, as article 6 of the French law n° 2004-575 of 21 June 2004 (LCEN) asks for.

## Host

Cloudflare, Inc., 101 Townsend Street, San Francisco, CA 94107, USA, +1 650 319 8930, https://www.cloudflare.com.

## Contents

Each listing is written by the organisation that posts it, on its own responsibility. To report illegal content: “Report” at the bottom of the listing, or ${f.mail}. Say which listing it is, and why.

## Software

Maillage is free software under the AGPL-3.0 licence or later. Icons are from Lucide (ISC licence). Waste codes come from Decision 2014/955/EU, ROME codes from France Travail (Licence Ouverte).`,
  api: (f) => `What the site shows, your programs can read; what a page does, they can do.

## Reading without an account

- The cluster: ${f.url}/api/v1/clusters/${f.slug}
- Public listings: ${f.url}/api/v1/clusters/${f.slug}/listings
- The whole description (OpenAPI 3.1): ${f.url}/api/v1/openapi.json

## With a token

Make a token in “My account” and send it in the header Authorization: Bearer. It acts as you do, is shown once, and can be revoked at any time.

## The journal

${f.url}/api/v1/clusters/${f.slug}/events gives what happened, in order and without gaps, as CloudEvents 1.0. It holds no name and no address.

## The rules

- Amounts are in cents, with their currency; instants in universal time.
- A header Idempotency-Key makes a request safe to repeat.
- Lists are read page by page, with their cursor.
- Too many requests at once: the answer 429 says when to come back.`,
}
