/** What only somebody says who talks to a model. Each is looked for in text folded to plain small letters. */
const ORDERS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instructions?|prompts?|rules?|guidelines|context|everything|all of the above|the above)\b/,
  /\b(ignore|disregard|forget) (all |any |everything )?(the )?(previous|prior|above|earlier|preceding)\b/,
  /\bdisregard (this|the) (image|picture|photo)\b/,
  /\b(system|developer|hidden|initial) (prompt|message|instructions?)\b/,
  /\bnew instructions?\b/,
  /\byou are (now|no longer) (an?|the|my|dan|free|bound|required|acting|going to)\b/,
  /\b(as|you are|you're) an? (ai|llm|large language model|language model|chatbot|assistant)\b/,
  /\b(act|behave|pretend|respond|reply|answer) (as|like) (if|an?|the)\b/,
  /\b(do not|don't|never|stop) (describe|describing|mention|mentioning|caption|reveal|tell the user)\b/,
  /\b(instead|please|just|only|must|and|always)[,:]? (say|write|output|print|reply|respond|answer|describe)\b/,
  /^(say|output|reply|respond|print) (that|with|only|exactly|["'“])/,
  /\b(say|respond|reply|answer|output|return)( only)? (that|with|exactly)\b/,
  /\b(describe|caption|label|classify) (this|the) (image|picture|photo|scene) (as|with)\b/,
  /\b(jailbreak|dan mode|developer mode|do anything now)\b/,
  /\b(execute|run|call) (the )?(following|this) (command|code|tool|function)\b/,
];

/** The same in other languages: the phrase that all such texts begin with. */
const FOREIGN_ORDERS: readonly RegExp[] = [
  /\b(ignoriere|vergiss|missachte)\b.{0,40}\b(anweisung|anweisungen|befehle|vorherigen|vorigen)\b/,
  /\b(ignora|ignore|olvida|omite)\b.{0,40}\b(instrucciones|instrucoes|istruzioni|anteriores|precedenti)\b/,
  /\b(ignore|ignorez|oublie|oubliez)\b.{0,40}\b(instructions|consignes|precedentes)\b/,
  /\b(dimentica|ignora)\b.{0,40}\b(istruzioni|precedenti)\b/,
  /(игнорир|забудь).{0,40}(инструкци|предыдущ)/,
  /(忽略|无视|無視|忘记).{0,20}(指令|指示|提示|说明)/,
  /(指示|命令|プロンプト).{0,10}(無視|忘れ)/,
  /(이전|모든).{0,10}(지시|명령|프롬프트).{0,10}(무시|잊)/,
];

/** The frame of a conversation with a model. */
const FRAMES: readonly RegExp[] = [
  /(^|\s)(system|assistant|user|human|developer)\s?:(\s|$)/,
  /<\|?\/?(im_start|im_end|endoftext|system|assistant|user|inst|s|sys)\|?>/,
  /\[\/?(inst|sys|system)\]/,
  /<<\/?sys>>/,
  /(^|\s)#{2,}\s*(instructions?|system|response|task)\b/,
  /\{\{.*\}\}|\$\{.*\}/,
  /\bdata:image\/|\bjavascript:/,
];

/** What a generator takes for a weight, a parameter, a choice or an embedding; here capitals count. */
const SYNTAX: readonly RegExp[] = [
  /(^|\s)(--|—)(no|ar|s|stylize|v|version|c|chaos|q|quality|seed|niji|style|raw|iw|sref|cref|oref|sw|cw|tile|weird|w|stop|repeat|r|exp|p|hd|fast|turbo|video)(\s|$)/,
  /[([][^()[\]]+:\s?-?\d*\.?\d+[)\]]/,
  /\(\([^()]+\)\)|\[\[[^[\]]+\]\]/,
  /<(lora|lyco|hypernet|embedding)\s?:/i,
  /\bembedding\s?:\s?\S/i,
  /[,)]\s*BREAK\b/,
  /\b\p{Ll}+\s+(BREAK|AND)\s+\p{Ll}+/u,
  /[[{][^[\]{}]*\|[^[\]{}]*[\]}]/,
  /(^|\s)__[\w/-]+__(\s|$)/,
  /\p{L}{3}(\+\+|--)(\s|[,.]|$)|\)(\+|-){1,3}(\s|,|$)|\)\d\.\d+(\s|,|$)/u,
  /\S?::\s?-?\d/,
];

/**
 * Whether words seen in a picture read like an order to a model or like generator syntax. A hint for
 * people and for what is said of the picture; what is said is made inert in any case.
 */
export function isSuspicious(text: string): boolean {
  const plain = fold(text);
  const small = plain.toLowerCase();
  return (
    [...ORDERS, ...FOREIGN_ORDERS, ...FRAMES].some((pattern) => pattern.test(small)) ||
    SYNTAX.some((pattern) => pattern.test(plain))
  );
}

/** Full-width, accented and look-alike letters as the plain ones that they stand for. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\s+/g, ' ')
    .replace(/\p{Mn}+/gu, '')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[’‘`´]/g, "'")
    .trim();
}
