/** What people say instead of a class of COCO. */
const SPOKEN: Readonly<Record<string, string>> = {
  'dining table': 'table',
  'cell phone': 'phone',
  'sports ball': 'ball',
  tv: 'television',
  donut: 'doughnut',
  'hair drier': 'hair dryer',
};

const ANIMALS: ReadonlySet<string> = new Set(
  'bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe'.split(','),
);
/** What a picture is about even beside people who are small in it. */
const LEADERS: ReadonlySet<string> = new Set(
  'bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,stop sign,parking meter'.split(
    ',',
  ),
);

export function spokenName(name: string): string {
  return SPOKEN[name] ?? name;
}

export function isAnimal(name: string): boolean {
  return ANIMALS.has(name);
}

/** Whether it is a sign or a vehicle. */
export function isLeader(name: string): boolean {
  return LEADERS.has(name);
}
