// Exports of the CRMs in fixtures/crm-export-headers.json, filled with made-up rows in their own
// habits: 30 deals, a third each won, lost and open, of three reps.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { exports } = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/crm-export-headers.json'), 'utf8'));

export const REPS = ['Dana Okafor', 'Luis Ortega', 'Tom Reed'];
const OUTCOMES = ['Won', 'Lost', 'Open'];
const two = (number) => String(number).padStart(2, '0');

const deals = Array.from({ length: 30 }, (_, at) => {
  const outcome = OUTCOMES[at % 3];
  const is = (...those) => those.includes(outcome);
  const month = (at % 5) + 1;
  return {
    at,
    outcome,
    is,
    rep: REPS[Math.floor(at / 3) % 3],
    id: `0063000000${two(at)}XyZ`,
    stage: is('Open') ? ['Prospecting', 'Needs Analysis'][at % 2] : `Closed ${outcome}`,
    created: [2025, month, at + 1 > 28 ? 28 : at + 1],
    close: [is('Open') ? 2026 : 2025, month + 6, 28 - (at % 28)],
    amount: 12_345.67 + at * 1_000,
  };
});

const iso = ([year, month, day]) => `${year}-${two(month)}-${two(day)}`;
const dayFirst = ([year, month, day]) => `${two(day)}/${two(month)}/${year}`;
const monthFirst = ([year, month, day]) => `${two(month)}/${two(day)}/${year}`;
const grouped = (amount) => amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const plain = (amount) => amount.toFixed(2);

/** Of each export what its columns hold, and how it is written. */
const CELLS = {
  hubspot_deals: (deal) => ({
    'Record ID': deal.id, 'Deal Name': `Deal ${deal.at}`, 'Last Activity Date': '2026-06-01 09:30', State: 'CA',
    'Deal Stage': deal.is('Open') ? 'Appointment Scheduled' : deal.stage, 'Close Date': `${iso(deal.close)} 23:59`,
    'Deal owner': deal.rep, Amount: plain(deal.amount), Pipeline: 'Sales Pipeline', Products: 'A;B',
  }),
  hubspot_deals_with_stage_dates: (deal) => ({
    'Record ID': deal.id, 'Deal Name': `Deal ${deal.at}`, 'Deal Stage': deal.stage, 'Close Date': `${iso(deal.close)} 17:05`,
    'Create Date': `${iso(deal.created)} 08:15`, 'Deal owner': deal.rep, Amount: plain(deal.amount),
    'Closed Lost Reason': deal.is('Lost') ? 'Price;\nTiming' : '', 'Associated Contact': 'Kim Lee;Ana Diaz',
    'Date entered "<stage> (<pipeline>)"': `${iso(deal.created)} 08:15`,
  }),
  pipedrive_deals: (deal) => ({
    'Deal - ID': deal.id, 'Deal - Title': `Deal ${deal.at}`, 'Deal - Creator': 'Eve Admin', 'Deal - Owner': deal.rep,
    'Deal - Value': plain(deal.amount), 'Deal - Currency of Value': 'EUR', 'Deal - Weighted value': '1',
    'Deal - Stage': 'Negotiations Started', 'Deal - Status': deal.outcome, 'Deal - Deal created': `${iso(deal.created)} 10:11:12`,
    'Deal - Update time': '2026-06-29 10:11:12',
    'Deal - Won time': deal.is('Won') ? `${iso(deal.close)} 01:02:03` : '',
    'Deal - Lost time': deal.is('Lost') ? `${iso(deal.close)} 01:02:03` : '',
    'Deal - Deal closed on': deal.is('Open') ? '' : `${iso(deal.close)} 01:02:03`,
    'Deal - Expected close date': deal.is('Open') ? iso(deal.close) : '',
  }),
  salesforce_report: (deal) => ({
    'Assigned SE': ['Kim Lee', 'Ana Diaz'][deal.at % 2], Stage: deal.stage, 'Opportunity Name': `Deal ${deal.at}`,
    'Owner Role': 'Account Executive', 'Account Name': 'Acme, Inc.', 'Fiscal Period': 'Q3-2026', Amount: `USD ${grouped(deal.amount)}`,
    'Probability (%)': '90%', Age: '41', 'Created Date': dayFirst(deal.created), 'Close Date': dayFirst(deal.close),
    'Close Date (2)': dayFirst(deal.close), 'Opportunity ID': deal.id,
  }),
  salesforce_object: (deal) => ({
    Id: `${deal.id}AAA`, AccountId: '001300000000ABCAA2', Name: `Deal ${deal.at}`, Description: 'Two lines,\r\nwith a comma',
    StageName: deal.stage, Amount: plain(deal.amount), Probability: '10', ExpectedRevenue: '1.0', CloseDate: iso(deal.close),
    IsClosed: String(!deal.is('Open')), IsWon: String(deal.is('Won')), CreatedDate: `${iso(deal.created)}T23:45:00.000Z`,
  }),
  dynamics365_opportunities: (deal) => ({
    'Created On': `${monthFirst(deal.created)} 0:00`, Topic: `Deal ${deal.at}`, Owner: deal.rep, 'Potential Customer': 'Acme',
    Status: deal.outcome, 'Status Reason': 'In Progress', 'Est. revenue': `$${grouped(deal.amount)} `,
    'Est. close date': deal.is('Open') ? `${monthFirst(deal.close)} 0:00` : '',
    'Actual Revenue': deal.is('Won') ? `$${grouped(deal.amount)} ` : '',
    'Actual Close Date': deal.is('Open') ? '' : `${monthFirst(deal.close)} 0:00`, Probability: '50', 'Sales Stage': 'Propose',
  }),
  zoho_deals: (deal) => ({
    'Record Id': `zcrm_${deal.id}`, 'Deal Name': `Deal ${deal.at}`, 'Account Name': 'Acme', 'Account Name.id': 'zcrm_1',
    Stage: deal.is('Open') ? 'Negotiation/Review' : deal.stage,
    'Closing Date': deal.at % 2 === 0 ? iso(deal.close) : monthFirst(deal.close),
    Amount: deal.at % 2 === 0 ? grouped(deal.amount) : `$${grouped(deal.amount)}`, 'Lead Source': 'New Business',
  }),
  hubspot_calls: () => ({ 'Call title': 'Intro', 'Activity date': '2026-06-01 09:30' }),
  pipedrive_activities: () => ({ 'Activity - Subject': 'Call', 'Activity - Due date': '45631.0' }),
};

/** The text of an export. */
export function exported(name) {
  const { columns } = exports[name];
  const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;
  const dashes = name === 'salesforce_report' ? '-' : '';
  const rows = deals.map((deal) => {
    const cells = CELLS[name](deal);
    return columns.map((column) => cell(cells[column] || dashes)).join(',');
  });
  const text = [columns.map(cell).join(','), ...rows].join('\r\n') + '\r\n';
  return name === 'dynamics365_opportunities' ? `\ufeff${text}` : text;
}
