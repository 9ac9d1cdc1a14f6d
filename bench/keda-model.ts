#!/usr/bin/env node
import { HELP, modelText } from './keda/report.ts';

try {
  process.stdout.write(modelText(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`keda-model: ${error instanceof Error ? error.message : error}\n\n${HELP}`);
  process.exitCode = 2;
}
