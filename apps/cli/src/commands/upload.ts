import type { Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { SOURCE_HELP, archiveIdOf } from '../archive-source.js';
import { fields, megabytes } from '../output.js';
import { sessionOf } from '../session.js';

export function addUpload(program: Command): void {
  program
    .command('upload')
    .description(
      'makes an archive of a file, of a folder, which is packed on its way, of a bucket or of a list of URLs',
    )
    .argument('[path]', SOURCE_HELP.path)
    .option('--urls <file>', SOURCE_HELP.urls)
    .option('--table <file>', SOURCE_HELP.table)
    .option('--name <name>', 'how the archive is called; default: the name of the file')
    .addHelpText(
      'after',
      '\nExamples:\n  serenade upload calls.zip\n  serenade upload s3://calls/2026/may.zip --table manifest.csv\n  serenade upload --urls urls.txt --name may',
    )
    .action(async (from, { urls, table, name }, command) => {
      const session = await sessionOf(command);
      const id = await archiveIdOf(session, { from, urls, table, name });
      const archive = await answered(session.api.GET('/v1/archives/{id}', { params: { path: { id } } }));
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
