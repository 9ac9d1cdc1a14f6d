/** Stands in the picture, says the service: it may be in a record, and in no log. */
export const OCR_TEXT = 'ZZOCRTEXT for your eyes only';

const box = { x: 4, y: 4, w: 40, h: 40 };

/** What the vision service sees in every image of the bench. */
export const VISION_REPLY = {
  modelVersion: '2023-10-01',
  metadata: { width: 64, height: 64 },
  captionResult: { text: 'a pattern of black and white squares', confidence: 0.9 },
  denseCaptionsResult: { values: [] },
  tagsResult: { values: [{ name: 'pattern', confidence: 0.95 }] },
  objectsResult: {
    values: [{ boundingBox: box, tags: [{ name: 'sign', confidence: 0.8 }] }],
  },
  peopleResult: { values: [] },
  readResult: {
    blocks: [
      {
        lines: [
          {
            text: OCR_TEXT,
            boundingPolygon: [
              { x: 4, y: 4 },
              { x: 44, y: 4 },
              { x: 44, y: 14 },
              { x: 4, y: 14 },
            ],
            words: [],
          },
        ],
      },
    ],
  },
};
