import { describe, expect, it } from "vitest";
import { emptyForm, isComplete, toStorageInput } from "./storageForm";

describe("storage form", () => {
  it("needs every required field of the provider", () => {
    const form = { ...emptyForm("x-1"), bucket: "raw" };
    expect(isComplete(form)).toBe(false);
    expect(isComplete({ ...form, values: { ...form.values, roleArn: "arn:aws:iam::1:role/r" } })).toBe(true);
  });

  it("sends only the fields of the chosen provider", () => {
    const values = {
      externalId: "x-1",
      endpoint: " https://minio.local ",
      accessKeyId: "a",
      secretAccessKey: "s",
      region: "",
    };
    expect(toStorageInput({ service: "S3_COMPATIBLE", bucket: " raw ", values }, "7")).toEqual({
      teamId: "7",
      bucketName: "raw",
      cloudService: "S3_COMPATIBLE",
      credentials: { endpoint: "https://minio.local", accessKeyId: "a", secretAccessKey: "s" },
    });
  });
});
