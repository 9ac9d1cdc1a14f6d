import { expect, test } from 'vitest';
import { renderPrompts } from './render.ts';
import { richScenes } from './rich-scenes.ts';

test('what a vision service and the pixels know of an office', () => {
  expect(renderPrompts(richScenes.office, {}).prompts).toMatchInlineSnapshot(`
    {
      "alt-text": "A woman wearing a mask sitting at a table with a laptop indoors, two chairs in view.",
      "caption": "A woman wearing a mask sitting at a table with a laptop indoors, two chairs in view, a landscape-format photograph in warm grey, brown and teal, high contrast, warm tones, shallow depth of field and visual weight on the left.",
      "flux": "A woman wearing a mask sitting at a table with a laptop. A landscape-format photograph in warm grey, brown and teal. Indoors, two chairs in view. High contrast and warm tones. Shallow depth of field and visual weight on the left, shot with a 35 mm lens, f/2.8, 1/60 s, ISO 800.",
      "gpt-image": "A landscape-format photograph of a woman wearing a mask sitting at a table with a laptop indoors. Also in view: two chairs. Colours: warm grey, brown, teal. Light: high contrast, warm tones. Layout: shallow depth of field, visual weight on the left. Camera: 35 mm lens, f/2.8, 1/60 s, ISO 800. Details: houseplant, desk.",
      "midjourney": "a woman wearing a mask sitting at a table with a laptop, indoors, two chairs, photograph, warm grey, brown and teal palette, high contrast, warm tones, shallow depth of field, visual weight on the left --ar 3:2",
      "natural": "A woman wearing a mask sitting at a table with a laptop indoors, two chairs in view. A landscape-format photograph in warm grey, brown and teal, with high contrast and warm tones. Shallow depth of field and visual weight on the left, shot with a 35 mm lens, f/2.8.",
      "sdxl": {
        "negative": "illustration, drawing, 3d render, low quality, watermark",
        "positive": "a woman wearing a mask sitting at a table with a laptop, indoors, two chairs, photograph, warm grey, brown and teal palette, high contrast, warm tones, shallow depth of field, visual weight on the left, landscape format, 35 mm lens, f/2.8, 1/60 s, ISO 800, houseplant, desk",
      },
      "tags": [
        "furniture",
        "clothing",
        "person",
        "photograph",
        "35 mm lens",
        "houseplant",
        "warm grey",
        "brown",
        "teal",
        "desk",
        "indoor",
        "woman wearing a mask",
        "high contrast",
        "landscape format",
        "warm tones",
        "shallow depth of field",
        "visual weight on the left",
        "laptop",
        "chair",
        "dining table",
      ],
    }
  `);
});

test('what a model knows of a painting', () => {
  expect(renderPrompts(richScenes.painting, {}).prompts).toMatchInlineSnapshot(`
    {
      "alt-text": "An old fisherman mending a net in a quiet harbour at dawn, two rowing boats in view, an oil painting, impressionist style.",
      "caption": "An old fisherman mending a net in a quiet harbour at dawn, two rowing boats and 12 seagulls in view, a landscape-format oil painting in ochre, slate grey and a touch of rust, impressionist style, with soft morning light, long shadows, figure left of centre and low viewpoint.",
      "flux": "An old fisherman mending a net. A landscape-format oil painting in ochre, slate grey and a touch of rust, impressionist style. In a quiet harbour at dawn, two rowing boats, 12 seagulls and a wicker basket in view. Soft morning light, long shadows and a calm, wistful mood. Figure left of centre and low viewpoint.",
      "gpt-image": "A landscape-format oil painting of an old fisherman mending a net in a quiet harbour at dawn. Also in view: two rowing boats, 12 seagulls, a wicker basket. Style: impressionist. Colours: ochre, slate grey, a touch of rust. Light: soft morning light, long shadows. Layout: figure left of centre, low viewpoint. Mood: calm, wistful.",
      "midjourney": "an old fisherman mending a net, quiet harbour at dawn, two rowing boats, 12 seagulls, wicker basket, oil painting, impressionist, ochre, slate grey and rust palette, soft morning light, long shadows, calm, figure left of centre, low viewpoint --ar 4:3",
      "natural": "An old fisherman mending a net in a quiet harbour at dawn, two rowing boats and 12 seagulls in view. A landscape-format oil painting in ochre, slate grey and a touch of rust, impressionist style, with soft morning light and long shadows. Figure left of centre and a calm mood.",
      "sdxl": {
        "negative": "photograph, photorealistic, blurry, low quality, watermark",
        "positive": "an old fisherman mending a net, quiet harbour at dawn, two rowing boats, 12 seagulls, wicker basket, oil painting, impressionist, ochre, slate grey and rust palette, soft morning light, long shadows, calm, wistful, figure left of centre, low viewpoint, landscape format",
      },
      "tags": [
        "old fisherman mending a net",
        "oil painting",
        "ochre",
        "slate grey",
        "rust",
        "quiet harbour at dawn",
        "impressionist",
        "soft morning light",
        "rowing boat",
        "landscape format",
        "long shadows",
        "figure left of centre",
        "seagull",
        "low viewpoint",
        "wicker basket",
        "calm",
        "wistful",
      ],
    }
  `);
});
