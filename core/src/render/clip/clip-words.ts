/** Words that prompts often consist of, each one token of CLIP's vocabulary (a test proves it). */
export const CLIP_WORDS: ReadonlySet<string> = new Set(
  (
    'a above against all amber an and angle apricot are around art at background beach bed ' +
    'behind beige below beside between bicycle bike bird black blue blurred blurry boat book ' +
    'boy bright brown building burgundy burnt bus by calm camera car cat center centre chair ' +
    'chairs charcoal cheerful child children city close clouds color colour colours ' +
    'composition contrast cool coral couple cream crisp cup dark dawn day deep depth desk ' +
    'detail digital dog door down dramatic drawing dreamy dress dusk dusty eating edges eight ' +
    'even evening exposure f field five flash flat floor flower flowers focus food for ' +
    'foreground forest format forms four from front garden girl glow gold golden gradient ' +
    'graphic grass green grey group half happy has hat have her high highlights his holding ' +
    'horizon horse hour house illustration image in indigo indoor indoors into is iso it its ' +
    'key kitchen lake landscape laptop lavender layout left lens light lighting lime line lit ' +
    'long looking low lower lying magenta man mask men minimalist mint mm mood moody morning ' +
    'mostly mountain mountains mysterious natural navy near negative next night nine ocean of ' +
    'off oil olive on one open orange out outdoor outdoors over page painting pale palette ' +
    'panoramic park peaceful peach people person phone photo photograph pink pixel plain ' +
    'plant plate playing plenty plum portrait purple quality quiet red render riding right ' +
    'river road romantic room running rust s sad sage sand screenshot sea serene seven shadow ' +
    'shadows shallow sharp shirt shot sign silver sitting six sketch sky slate small smooth ' +
    'snow sofa soft space square standing steel street style sunlight sunrise sunset table ' +
    'tan teal ten text that the their this three through to tone tones top touch train tree ' +
    'trees turquoise twilight two under up upper using view vintage violet visual walking ' +
    'wall warm was water watercolor watercolour wearing weight while white who wide window ' +
    'with without woman women yellow'
  ).split(' '),
);
