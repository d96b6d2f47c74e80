import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renderHook, act } from "@testing-library/react";
import type { TrackedJob } from "./jobs";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.resetModules();
  vi.doUnmock("./client");
});

it("follows a job until it ends, tells it once and keeps it for the next visit", async () => {
  const answers = [
    { id: "J:1", status: "IN_PROGRESS", progress: 40, resultId: null, errors: [] },
    {
      id: "J:1",
      status: "FAILED",
      progress: 40,
      resultId: null,
      errors: [{ id: "E", stack: "line 3: no text" }],
    },
  ];
  const query = vi.fn(() => Promise.resolve({ getJobs: [answers.shift()] }));
  vi.doMock("./client", () => ({ query }));
  const { onJobEnd, trackJob, useTrackedJobs } = await import("./jobs");
  const ended: TrackedJob[] = [];
  onJobEnd((job) => ended.push(job));
  const { result } = renderHook(() => useTrackedJobs());

  act(() => trackJob({ id: "J:1", name: "Claims", kind: "project", teamId: "7" }));
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(result.current[0]).toMatchObject({ status: "IN_PROGRESS", progress: 40 });
  await act(() => vi.advanceTimersByTimeAsync(2000));
  await act(() => vi.advanceTimersByTimeAsync(10_000));

  expect(query).toHaveBeenCalledTimes(2);
  expect(ended.map((job) => [job.id, job.status, job.error])).toEqual([["J:1", "FAILED", "line 3: no text"]]);
  expect(JSON.parse(localStorage.getItem("gloss.jobs") ?? "[]")).toHaveLength(1);
});
