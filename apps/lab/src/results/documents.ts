import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocolReport, type ProtocolReport } from '#libs/contracts';
import { summarise } from '#libs/evaluation';
import {
  ANCHORS,
  confusionPicture,
  frontierPicture,
  frontierPoints,
  modelName,
  protocolsPicture,
  resultsPage,
} from '#libs/report';

/** @throws Error that names the file if it is not a report */
export async function readReports(folder: string): Promise<ProtocolReport[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const parsed = protocolReport.safeParse(JSON.parse(await readFile(join(folder, name), 'utf8')));
      if (parsed.success) return parsed.data;
      throw new Error(`${name} is not a report of an evaluation: ${parsed.error.message}`);
    }),
  );
}

/** Builds every document from the reports. Returns contents by path below `docs`. */
export function documentsOf(reports: readonly ProtocolReport[]): Map<string, string> {
  const documents = new Map([['results.md', resultsPage(reports)]]);
  const rows = reports.map((report) => ({ report, summary: summarise(report) }));
  rows.sort((a, b) => (nameOf(a.report) < nameOf(b.report) ? -1 : 1));
  documents.set(
    'results/protocols.svg',
    protocolsPicture(
      rows.map(({ report, summary }) => ({
        name: nameOf(report),
        mean: summary.uar.mean,
        interval: summary.uar.interval,
        anchors: ANCHORS.filter(
          ({ protocol, metric }) => protocol === report.protocol && metric === 'UAR',
        ).map(({ what, value }) => ({ name: what, value })),
      })),
    ),
  );
  documents.set('results/frontier.svg', frontierPicture(frontierPoints(reports)));
  const byUar = rows.toSorted((a, b) => b.summary.uar.mean - a.summary.uar.mean);
  const best = byUar.find(({ report }) => report.protocol === 'P2b') ?? byUar[0];
  if (best !== undefined) {
    const title = `${nameOf(best.report)}: all test clips of ${best.report.runs.length} trainings`;
    documents.set(
      'results/confusion.svg',
      confusionPicture(best.report.labels, best.summary.pooled.confusion, 'auto', title),
    );
  }
  return documents;
}

function nameOf(report: ProtocolReport): string {
  const { protocol, corpus, featureSet } = report;
  return [protocol, ...(corpus === 'ravdess-speech' ? [] : [corpus]), modelName(report), featureSet].join(
    ' ',
  );
}
