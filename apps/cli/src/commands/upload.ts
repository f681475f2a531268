import type { Command } from '@commander-js/extra-typings';
import { uploadPath } from '../upload-path.js';
import { fields, megabytes } from '../output.js';
import { sessionOf } from '../session.js';

export function addUpload(program: Command): void {
  program
    .command('upload')
    .description('uploads an archive, or a folder of clips, which is packed on its way')
    .argument('<path>', 'a zip file or a folder')
    .option('--name <name>', 'how the archive is called; default: the name of the file')
    .addHelpText('after', '\nExample:\n  serenade upload calls.zip')
    .action(async (path, { name }, command) => {
      const session = await sessionOf(command);
      const archive = await uploadPath(session, path, name);
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
