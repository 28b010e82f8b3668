// Writes src/api/events.ts from src/api/events.schema.json (made by `python -m ringbook.event_schema`).
// With --check it writes nothing and fails when the file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const source = new URL('../src/api/events.schema.json', import.meta.url);
const target = new URL('../src/api/events.ts', import.meta.url);

const schema = JSON.parse(await readFile(source, 'utf8'));
const made = await compile(schema, 'RingbookEvent', {
  bannerComment: '// Generated from events.schema.json by `npm run generate`. Do not edit.',
  additionalProperties: false,
  style: { singleQuote: true, printWidth: 100 },
});
if (process.argv.includes('--check')) {
  const stored = await readFile(target, 'utf8').catch(() => '');
  if (stored !== made) {
    process.stderr.write('src/api/events.ts is stale: run `npm run generate`.\n');
    process.exit(1);
  }
} else {
  await writeFile(target, made);
}
