import type { CreateExternalObjectStorageInput, ObjectStorageClientName } from "@/api/generated/graphql";

export const SERVICES: readonly ObjectStorageClientName[] = [
  "AWS_S3",
  "S3_COMPATIBLE",
  "GOOGLE_CLOUD_STORAGE",
  "AZURE_BLOB_STORAGE",
];

export type CredentialField =
  | "roleArn"
  | "externalId"
  | "serviceAccount"
  | "connectionString"
  | "endpoint"
  | "region"
  | "accessKeyId"
  | "secretAccessKey";

interface FieldSpec {
  field: CredentialField;
  required: boolean;
  secret?: boolean;
  multiline?: boolean;
}

/** What each provider needs. */
export const FIELDS: Record<ObjectStorageClientName, readonly FieldSpec[]> = {
  AWS_S3: [
    { field: "roleArn", required: true },
    { field: "externalId", required: true },
    { field: "region", required: false },
  ],
  S3_COMPATIBLE: [
    { field: "endpoint", required: true },
    { field: "region", required: false },
    { field: "accessKeyId", required: true },
    { field: "secretAccessKey", required: true, secret: true },
  ],
  GOOGLE_CLOUD_STORAGE: [{ field: "serviceAccount", required: true, secret: true, multiline: true }],
  AZURE_BLOB_STORAGE: [{ field: "connectionString", required: true, secret: true, multiline: true }],
};

export interface StorageForm {
  service: ObjectStorageClientName;
  bucket: string;
  values: Partial<Record<CredentialField, string>>;
}

/** A new form; the external id is made here and must be copied into the role's trust policy. */
export function emptyForm(externalId: string): StorageForm {
  return { service: "AWS_S3", bucket: "", values: { externalId } };
}

export function isComplete(form: StorageForm): boolean {
  const filled = (field: CredentialField) => (form.values[field] ?? "").trim() !== "";
  return (
    form.bucket.trim() !== "" &&
    FIELDS[form.service].every(({ field, required }) => !required || filled(field))
  );
}

/** The form as the API wants it: only the fields of the chosen provider. */
export function toStorageInput(form: StorageForm, teamId: string): CreateExternalObjectStorageInput {
  const credentials = Object.fromEntries(
    FIELDS[form.service]
      .map(({ field }) => [field, (form.values[field] ?? "").trim()] as const)
      .filter(([, value]) => value !== ""),
  );
  return { teamId, bucketName: form.bucket.trim(), cloudService: form.service, credentials };
}
