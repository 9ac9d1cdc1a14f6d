import type { Joint, Pose } from '../detect/thunder.ts';

/** Of a joint: below this it is a guess. */
const SURE = 0.35;
const SIDES = ['left', 'right'] as const;
/** In degrees: a knee that is straight, one that is bent, a leg or thigh that is upright or level. */
const STRAIGHT_KNEE = 150;
const BENT_KNEE = 130;
const UPRIGHT = 25;
const LEVEL = 35;

/** Whether one person stands or sits, if their legs show it on both sides. */
export function findPosture(pose: Pose): 'standing' | 'sitting' | undefined {
  const legs = SIDES.map((side) => legOf(pose, side));
  if (legs.every((leg) => leg && isStanding(leg)) && shoulders(pose)) return 'standing';
  return legs.every((leg) => leg && isSitting(leg)) ? 'sitting' : undefined;
}

/** Whether both ankles are in the picture. */
export function hasFeet(pose: Pose): boolean {
  return SIDES.every((side) => sure(pose, `${side} ankle`));
}

type Leg = { readonly hip: Joint; readonly knee: Joint; readonly ankle: Joint };

function legOf(pose: Pose, side: (typeof SIDES)[number]): Leg | undefined {
  const [hip, knee, ankle] = ['hip', 'knee', 'ankle'].map((name) => sure(pose, `${side} ${name}`));
  return hip && knee && ankle ? { hip, knee, ankle } : undefined;
}

function shoulders(pose: Pose): boolean {
  return SIDES.every((side) => sure(pose, `${side} shoulder`));
}

function isStanding({ hip, knee, ankle }: Leg): boolean {
  return (
    kneeAngle({ hip, knee, ankle }) > STRAIGHT_KNEE && ankle.y > hip.y && tilt(hip, ankle) < UPRIGHT
  );
}

function isSitting(leg: Leg): boolean {
  return kneeAngle(leg) < BENT_KNEE && 90 - tilt(leg.hip, leg.knee) < LEVEL;
}

function sure(pose: Pose, name: string): Joint | undefined {
  const joint = pose[name];
  return joint && joint.score >= SURE ? joint : undefined;
}

/** Of a line from the vertical, 0 to 90 degrees. */
function tilt(from: Joint, to: Joint): number {
  return degrees(Math.atan2(Math.abs(to.x - from.x), Math.abs(to.y - from.y)));
}

/** Between thigh and shin, 180 degrees when straight. */
function kneeAngle({ hip, knee, ankle }: Leg): number {
  const thigh = Math.atan2(hip.y - knee.y, hip.x - knee.x);
  const shin = Math.atan2(ankle.y - knee.y, ankle.x - knee.x);
  const angle = Math.abs(degrees(thigh - shin)) % 360;
  return angle > 180 ? 360 - angle : angle;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
