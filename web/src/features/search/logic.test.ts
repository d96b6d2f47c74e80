import { describe, expect, it } from "vitest";

import { isWhole, toQuery, type Condition, type Field, type Operator } from "./logic";

let id = 0;
const where = (field: Field, operator: Operator, value = "", name = ""): Condition => ({
  id: id++,
  field,
  operator,
  value,
  name,
});

describe("the logic builder", () => {
  it("asks one condition plainly", () => {
    expect(toQuery([where("text", "contains", " bank ")], "all")).toEqual({ text: "bank" });
    expect(toQuery([where("text", "regex", "b.nk")], "any")).toEqual({ text: { $regex: "b.nk" } });
    expect(toQuery([where("text", "lacks", "bank")], "all")).toEqual({ $not: { text: "bank" } });
  });

  it("keeps label and state together: they are about one label", () => {
    expect(
      toQuery(
        [where("label", "is", "City"), where("text", "contains", "x"), where("status", "isNot", "REJECTED")],
        "all",
      ),
    ).toEqual({ $and: [{ label: "City", status: { $ne: "REJECTED" } }, { text: "x" }] });
  });

  it("keeps two labels apart, and alternatives", () => {
    const two = [where("label", "is", "City"), where("label", "is", "Person")];
    expect(toQuery(two, "all")).toEqual({ $and: [{ label: "City" }, { label: "Person" }] });
    expect(toQuery(two, "any")).toEqual({ $or: [{ label: "City" }, { label: "Person" }] });
  });

  it("counts lines from zero and names keys", () => {
    expect(
      toQuery(
        [
          where("line", "from", "3"),
          where("metadata", "is", "phone", "source"),
          where("attribute", "exists", "", "Mood"),
          where("comment", "exists"),
        ],
        "all",
      ),
    ).toEqual({
      $and: [
        { line: { $gte: 2 } },
        { "metadata.source": "phone" },
        { "attribute.Mood": { $exists: true } },
        { comment: { $exists: true } },
      ],
    });
  });

  it("leaves out what is not whole", () => {
    expect(isWhole(where("line", "from", "x"))).toBe(false);
    expect(toQuery([where("text", "contains"), where("metadata", "is", "v")], "all")).toBeNull();
  });
});
