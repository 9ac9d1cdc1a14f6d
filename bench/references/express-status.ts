import express from 'express';
import { serveReference } from './reference.ts';

/** Express as its documentation has it: a route that sends a record from memory. */
serveReference<{ readonly record: string }>(({ record }, ready) => {
  const app = express();
  app.get('/v1/prompts/:id', (_, response) => {
    response.type('json').send(record);
  });
  return app.listen(0, '127.0.0.1', ready);
});
