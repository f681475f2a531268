import type { Command } from '@commander-js/extra-typings';
import { SOURCE_HELP, resolveArchiveId } from '../archive-source.js';
import { megabytes } from '#libs/terminal';
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
    .addHelpText(
      'after',
      '\nExamples:\n  serenade upload calls.zip\n  serenade upload s3://calls/2026/may.zip --table manifest.csv\n  serenade upload --urls urls.txt --name may',
    )
    .action(async (from, { urls, table, name }, command) => {
      const session = await createSession(command);
      const id = await resolveArchiveId(session, { from, urls, table, name });
      const archive = await session.api.call('GET /v1/archives/{id}', { params: { id } });
      session.out.result(archive, () =>
        fields({
          archive: archive.id,
          name: archive.name,
          entries: archive.entries,
          size: megabytes(archive.sizeBytes),
        }),
      );
    });
}
