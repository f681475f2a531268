import { Argument, type Command } from '@commander-js/extra-typings';

/** Adds a command that prints shell scripts completing the names of commands and options. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('prints a completion script for a shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish'] as const))
    .addHelpText('after', '\nExample:\n  source <(serenade completion bash)')
    .action((shell) => {
      const words = collectWords(program);
      process.stdout.write(shell === 'fish' ? formatFish(words) : formatBash(words, shell === 'zsh'));
    });
}

interface Words {
  readonly path: string;
  readonly words: readonly string[];
}

function collectWords(command: Command, path = ''): Words[] {
  const options = command.options.map(({ long }) => long).filter((long) => long != null);
  const names = command.commands.map((child) => child.name());
  const own = { path, words: [...names, ...options, '--help'] };
  return [
    own,
    ...command.commands.flatMap((child) => collectWords(child as Command, `${path} ${child.name()}`.trim())),
  ];
}

function formatBash(words: readonly Words[], isZsh: boolean): string {
  const cases = words
    .map(({ path, words: list }) => `    "${path}") words="${list.join(' ')}" ;;`)
    .join('\n');
  return `${isZsh ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_serenade() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
${cases}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _serenade serenade
`;
}

function formatFish(words: readonly Words[]): string {
  return words
    .map(({ path, words: list }) => {
      const condition =
        path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1) ?? ''}`;
      return `complete -c serenade -n '${condition}' -a '${list.join(' ')}'`;
    })
    .join('\n')
    .concat('\n');
}
