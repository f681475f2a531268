import type { Command } from '@commander-js/extra-typings';
import { SOURCE_HELP, resolveArchiveId } from '../archive-source.js';
import type { ArchiveView } from '#libs/contracts';
import { megabytes, shown } from '#libs/terminal';
import { fields } from '../output.js';
import { createSession } from '../session.js';

export function addUpload(program: Command): void {
  program
    .command('upload')
    .description(
      'creates an archive from a file, a folder (packed while uploading), a bucket or a list of URLs',
    )
    .argument('[path]', SOURCE_HELP.path)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', SOURCE_HELP.table)
    .option('--name <name>', 'name of the archive; default: the name of the file')
    .option('--name-encoding <encoding>', SOURCE_HELP.nameEncoding)
    .addHelpText(
      'after',
      '\nExamples:\n  serenade upload calls.zip\n  serenade upload s3://calls/2026/may.zip --table manifest.csv\n  serenade upload --urls urls.txt --name may',
    )
    .action(async (from, { urls, table, name, nameEncoding }, command) => {
      const session = await createSession(command);
      const id = await resolveArchiveId(session, { from, urls, table, name, nameEncoding });
      const archive = await session.api.call('GET /v1/archives/{id}', { params: { id } });
      session.out.result(archive, () => describe(archive));
    });
}

function describe({ id, name, entries, sizeBytes, nameEncoding, contents }: ArchiveView): string {
  const { clips, ignored = 0, ignoredByReason = {}, ignoredEntries = [] } = contents ?? {};
  const reasons = Object.entries(ignoredByReason).map(
    ([reason, count]) => `${count} ${IGNORED[reason] ?? reason}`,
  );
  const guess = nameEncoding?.isGuess === true ? ' (a guess; --name-encoding sets it)' : '';
  return [
    fields({
      archive: id,
      name,
      entries,
      size: megabytes(sizeBytes),
      ...(clips === undefined ? {} : { clips }),
      ...(nameEncoding === undefined ? {} : { 'names in': `${nameEncoding.encoding}${guess}` }),
      ...(ignored === 0 ? {} : { ignored: `${ignored} entries: ${reasons.join(', ')}` }),
    }),
    ...ignoredEntries
      .filter(({ reason }) => reason !== 'folder')
      .map((entry) => `  ${shown(entry.name)}: ${IGNORED[entry.reason] ?? entry.reason}`),
  ].join('\n');
}

/** Why an entry is not a clip, in words. */
const IGNORED: Readonly<Record<string, string>> = {
  folder: 'folder',
  hidden: 'hidden',
  macos_metadata: 'metadata of macOS',
  no_extension: 'without an extension',
  other_extension: 'not an audio extension',
};
