import { describe, expect, it } from "vitest";
import { clearedFilters, formatFilters, isFiltered, parseFilters, toInput } from "./filters";

const parse = (query: string) => parseFilters(new URLSearchParams(query));

describe("project filters in the address", () => {
  it("come back unchanged", () => {
    const query =
      "tab=archived&q=tax+forms&status=CREATED%2CCOMPLETE&kind=ROW_BASED&tag=7%2C9&labeler=3&from=2026-01-02&changedTo=2026-03-04&sort=name&page=3";
    expect(formatFilters(parse(query)).toString()).toBe(query);
  });

  it("drop what is unknown and leave defaults out", () => {
    const filters = parse("status=NOPE,COMPLETE&kind=X&sort=-secret&page=-4&from=yesterday");
    expect(filters.statuses).toEqual(["COMPLETE"]);
    expect(filters.sorting).toEqual({ field: "updatedDate", order: "DESC" });
    expect(filters.page).toBe(0);
    expect(formatFilters(filters).toString()).toBe("status=COMPLETE");
  });

  it("ask for projects to take documents of", () => {
    const filters = parse("tab=unassigned&q=tax");
    expect(formatFilters(filters).toString()).toBe("tab=unassigned&q=tax");
    expect(toInput(filters, "7").filter).toMatchObject({ isAssignable: true, isArchived: false });
    expect(toInput(parse("q=tax"), "7").filter?.isAssignable).toBeUndefined();
  });

  it("say whether anything is chosen", () => {
    expect(isFiltered(parse("tab=archived&sort=name&page=2"))).toBe(false);
    expect(isFiltered(parse("tag=1"))).toBe(true);
    expect(isFiltered(parse("changedFrom=2026-01-01"))).toBe(true);
    expect(formatFilters(clearedFilters(parse("tab=archived&q=x&tag=1&page=2"))).toString()).toBe(
      "tab=archived",
    );
  });
});

describe("project filters for the API", () => {
  it("page by 50 and omit empty lists", () => {
    expect(toInput(parse("q= a &page=2&from=2026-05-01&to=2026-06-01&changedTo=2026-07-01"), "4")).toEqual({
      page: { skip: 50, take: 50 },
      sort: [{ field: "updatedDate", order: "DESC" }],
      filter: {
        teamId: "4",
        isArchived: false,
        keyword: "a",
        daysCreatedRange: { newestDate: "2026-06-01", oldestDate: "2026-05-01" },
        daysUpdatedRange: { newestDate: "2026-07-01", oldestDate: undefined },
      },
    });
  });
});
