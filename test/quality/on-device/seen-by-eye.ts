/** Where pictures come from: a development package, and packages of Debian that may be there. */
export type PictureSet = 'face-api' | 'skimage' | 'opencv';

export type SeenByEye = {
  readonly set: PictureSet;
  /** Within the set's folder. */
  readonly file: string;
  /** COCO's names of all that a person sees in it. */
  readonly nouns: readonly string[];
  /** How many people a person counts, at least and at most. */
  readonly people?: readonly [number, number];
  /** What a person reads in it. */
  readonly text?: string;
};

const MANY = Number.POSITIVE_INFINITY;

/** Nothing of COCO, nobody, no words. */
function without(set: PictureSet, files: string): SeenByEye[] {
  return files.split(' ').map((file) => ({ set, file, nouns: [] }));
}

function of(
  set: PictureSet,
  file: string,
  nouns: string,
  people?: readonly [number, number],
): SeenByEye {
  return { set, file, nouns: nouns.split(', '), ...(people && { people }) };
}

function reading(set: PictureSet, file: string, text: string): SeenByEye {
  return { set, file, nouns: [], text };
}

const PARAGRAPH =
  'technical details are too complex to cover in the book itself. In teaching our courses, we have ' +
  'found it useful for the students to attempt a number of small implementation projects, which often build ' +
  'on one another, in order to get them used to working with real-world images and the challenges that these ' +
  'present. The students are then asked to choose an individual topic for each of their small-group, final ' +
  'projects. (Sometimes these projects even turn into conference papers!) The exercises at the end of each ' +
  'chapter contain numerous suggestions for smaller mid-term projects, as well as more open-ended problems ' +
  'whose solutions are still active research topics. Wherever possible, I encourage students to try their ' +
  'algorithms on their own personal photographs, since this better motivates them, often leads to creative ' +
  'variants on the problems, and better acquaints them with the variety and complexity of real-world ' +
  'imagery. In formulating and solving computer vision problems, I have often found it useful to draw ' +
  'inspiration from three high-level approaches:';
const BOOKS =
  'Let Us C BASIC ELECTRONICS DEVICES, CIRCUITS AND IT FUNDAMENTALS SANTIRAM KAL BASIC ELECTRONICS';

/** What people see in each picture, told by looking at it. */
export const SEEN_BY_EYE: readonly SeenByEye[] = [
  of('face-api', 'sample1.jpg', 'person, wine glass, tie', [3, 3]),
  of('face-api', 'sample2.jpg', 'person, couch, cell phone', [3, 3]),
  of('face-api', 'sample3.jpg', 'person, cup, couch, cell phone', [3, 3]),
  of('face-api', 'sample4.jpg', 'person', [4, 4]),
  of('face-api', 'sample5.jpg', 'person', [5, 5]),
  of('face-api', 'sample6.jpg', 'person', [4, 4]),

  of('skimage', 'astronaut.png', 'person', [1, 1]),
  of('skimage', 'camera.png', 'person', [1, 1]),
  of('skimage', 'chelsea.png', 'cat'),
  of('skimage', 'coffee.png', 'cup, dining table, spoon'),
  of('skimage', 'horse.png', 'horse'),
  of('skimage', 'motorcycle_left.png', 'motorcycle, bench, chair'),
  of('skimage', 'motorcycle_right.png', 'motorcycle, bench, chair'),
  ...without(
    'skimage',
    'brick.png cell.png clock_motion.png coins.png color.png grass.png gravel.png hubble_deep_field.jpg ihc.png ' +
      'logo.png microaneurysms.png moon.png phantom.png retina.jpg rocket.jpg text.png',
  ),
  reading(
    'skimage',
    'bw_text.png',
    'Men may seem detestable as joint stock-companies and nations; knaves, fools, and murderers there may be; ' +
      'men may have mean and meagre faces; but, man, in the ideal, is so noble and so sparkling, such a grand and ' +
      'glowing creature, that over any ignominious blemish in him all his fellows should run to throw their ' +
      'costliest robes.',
  ),
  reading(
    'skimage',
    'page.png',
    'Region-based segmentation Let us first determine markers of the coins and the background. These markers ' +
      'are pixels that we can label unambiguously as either object or background. Here, the markers are found at ' +
      'the two extreme parts of the histogram of grey values: >>> markers = np.zeros_like(coins)',
  ),

  of('opencv', 'data/aloeL.jpg', 'potted plant'),
  of('opencv', 'data/aloeR.jpg', 'potted plant'),
  of('opencv', 'data/apple.jpg', 'apple'),
  of('opencv', 'data/orange.jpg', 'orange'),
  of('opencv', 'data/fruits.jpg', 'orange'),
  of('opencv', 'data/basketball1.png', 'person, sports ball', [2, 2]),
  of('opencv', 'data/basketball2.png', 'person, sports ball', [2, 2]),
  of('opencv', 'data/chicky_512.png', 'dog'),
  of('opencv', 'data/ela_original.jpg', 'book'),
  of('opencv', 'data/home.jpg', 'bird'),
  of('opencv', 'data/left01.jpg', 'person, keyboard, tv', [1, 1]),
  of('opencv', 'data/right01.jpg', 'person, keyboard, tv', [1, 1]),
  of('opencv', 'data/leuvenB.jpg', 'bicycle'),
  of('opencv', 'data/licenseplate_motion.jpg', 'car'),
  of('opencv', 'data/messi5.jpg', 'person, sports ball', [1, MANY]),
  of('opencv', 'data/ml.png', 'book'),
  of('opencv', 'fuzzy/input.png', 'person', [1, 1]),
  of('opencv', 'alphamat/input_images/plant.jpg', 'potted plant'),
  of('opencv', 'hfs/data/000.jpg', 'bird'),
  { ...of('opencv', 'data/left.jpg', 'book'), text: BOOKS },
  { ...of('opencv', 'data/right.jpg', 'book'), text: BOOKS },
  {
    ...of('opencv', 'text/scenetext01.jpg', 'car, person', [2, 3]),
    text: 'NOTICE DOUBLE PARKING PROHIBITED AT ALL TIMES The Washington Post',
  },
  reading(
    'opencv',
    'text/scenetext02.jpg',
    'Sports Centre Wivenhoe Park Conference Centre Car Parks',
  ),
  {
    ...of('opencv', 'text/scenetext03.jpg', 'person, potted plant', [1, 4]),
    text: 'the copy centre',
  },
  reading('opencv', 'text/scenetext04.jpg', 'GM 125'),
  reading('opencv', 'text/scenetext05.jpg', 'NO PARKING NO PARKING'),
  {
    ...of('opencv', 'text/scenetext06.jpg', 'car, traffic light, stop sign'),
    text: 'priory galleries priory galleries at the ship',
  },
  reading('opencv', 'text/scenetext_word02.jpg', 'HERE'),
  reading('opencv', 'text/scenetext_word03.jpg', 'riser'),
  reading('opencv', 'text/scenetext_word04.jpg', 'Produkt'),
  reading('opencv', 'data/LinuxLogo.jpg', 'LinuX'),
  reading('opencv', 'data/opencv-logo.png', 'OpenCV'),
  reading('opencv', 'data/imageTextN.png', PARAGRAPH),
  reading('opencv', 'data/imageTextR.png', PARAGRAPH),
  reading(
    'opencv',
    'data/board.jpg',
    'Tested To Comply With FCC Standards FOR HOME OR OFFICE USE CREATIVE',
  ),
  reading(
    'opencv',
    'data/sudoku.png',
    'blogs about all things funnies. SUDOKU HARD Answers to today’s Sudoku and Scrabble Grams puzzles can be ' +
      'found Monday on the preceding page. Fill in the blank spaces in the grid so that every vertical column, ' +
      'every horizontal row and every 3x3 box contains the numbers 1 through 9, without repeating any.',
  ),
  ...without(
    'opencv',
    'data/Blender_Suzanne1.jpg data/Blender_Suzanne2.jpg data/HappyFish.jpg data/WindowsLogo.jpg data/aero1.jpg ' +
      'data/aero3.jpg data/baboon.jpg data/blox.jpg data/box_in_scene.png data/building.jpg data/butterfly.jpg ' +
      'data/cards.png data/chessboard.png data/detect_blob.png data/digits.png data/ellipses.jpg data/gradient.png ' +
      'data/graf1.png data/graf3.png data/leuvenA.jpg data/notes.png data/pca_test1.jpg data/pic1.png data/pic2.png ' +
      'data/pic3.png data/pic4.png data/pic5.png data/pic6.png data/rubberwhale1.png data/rubberwhale2.png ' +
      'data/smarties.png data/squirrel_cls.jpg data/starry_night.jpg data/stuff.jpg data/templ.png ' +
      'data/text_defocus.jpg data/text_motion.jpg data/tmpl.png hfs/data/001.jpg hfs/data/002.jpg',
  ),
];
