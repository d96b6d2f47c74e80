import { useEffect, useSyncExternalStore } from "react";
import { query } from "./client";
import { graphql } from "@/api/generated";
import type { GetTrackedJobsQuery, JobStatus } from "@/api/generated/graphql";

const GET_TRACKED_JOBS = graphql(`
  query GetTrackedJobs($jobIds: [String!]!) {
    getJobs(jobIds: $jobIds) {
      id
      status
      progress
      kind
      resultId
      createdAt
      updatedAt
      errors {
        id
        stack
        args
      }
    }
  }
`);

type JobState = NonNullable<GetTrackedJobsQuery["getJobs"][number]>;

/** A job this person started, followed until it ends. */
export interface TrackedJob {
  id: string;
  /** What it makes, e.g. the project's name. */
  name: string;
  kind: "project" | "documents" | "export" | "other";
  /** Workspace it belongs to; null is the personal one. */
  teamId: string | null;
  startedAt: string;
  status: JobStatus;
  /** 0 to 100. */
  progress: number;
  resultId?: string;
  /** Where the finished result is downloaded, for exports. */
  fileUrl?: string;
  error?: string;
  /** Seen by the person after it ended. */
  seen: boolean;
}

const STORE = "gloss.jobs";
const KEEP = 30;
const POLL_MS = 1500;

function load(): TrackedJob[] {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "[]") as TrackedJob[];
  } catch {
    return [];
  }
}

let jobs: readonly TrackedJob[] = load();
const listeners = new Set<() => void>();
const endListeners = new Set<(job: TrackedJob) => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function publish(next: readonly TrackedJob[]): void {
  jobs = next.slice(0, KEEP);
  try {
    localStorage.setItem(STORE, JSON.stringify(jobs));
  } catch {
    // A full storage only costs the list after a reload.
  }
  for (const listener of listeners) listener();
}

export function isRunning(job: TrackedJob): boolean {
  return job.status === "QUEUED" || job.status === "IN_PROGRESS" || job.status === "NONE";
}

/** Follow a job that was just started. It shows in the bell and, for projects, in the project list. */
export function trackJob(
  job: Pick<TrackedJob, "id" | "name" | "kind"> & Partial<Pick<TrackedJob, "teamId" | "fileUrl">>,
): void {
  const entry: TrackedJob = {
    teamId: null,
    ...job,
    startedAt: new Date().toISOString(),
    status: "QUEUED",
    progress: 0,
    seen: false,
  };
  publish([entry, ...jobs.filter((known) => known.id !== job.id)]);
  schedule(0);
}

/** Call `listener` when a followed job ends. Returns the way to stop. */
export function onJobEnd(listener: (job: TrackedJob) => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

export function markJobsSeen(): void {
  if (jobs.some((job) => !job.seen && !isRunning(job))) {
    publish(jobs.map((job) => (isRunning(job) ? job : { ...job, seen: true })));
  }
}

export function forgetJob(id: string): void {
  publish(jobs.filter((job) => job.id !== id));
}

function merged(job: TrackedJob, state: JobState | undefined): TrackedJob {
  if (!state) return job;
  return {
    ...job,
    status: state.status,
    progress: state.status === "DELIVERED" ? 100 : state.progress,
    resultId: state.resultId ?? undefined,
    error: state.errors.map((error) => error.stack).join("\n") || undefined,
  };
}

async function poll(): Promise<void> {
  timer = undefined;
  const running = jobs.filter(isRunning);
  if (running.length === 0) return;
  try {
    const { getJobs } = await query(GET_TRACKED_JOBS, { jobIds: running.map((job) => job.id) });
    const states = new Map(getJobs.filter((job) => job !== null).map((job) => [job.id, job]));
    const next = jobs.map((job) => merged(job, states.get(job.id)));
    publish(next);
    const ended = next.filter((job) => !isRunning(job) && running.some((before) => before.id === job.id));
    for (const job of ended) for (const listener of endListeners) listener(job);
  } catch {
    // Not reached this time; the next round asks again.
  }
  schedule(POLL_MS);
}

function schedule(delay: number): void {
  if (timer === undefined && listeners.size > 0) timer = setTimeout(() => void poll(), delay);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  schedule(0);
  return () => listeners.delete(listener);
}

/** The jobs this person started, newest first. */
export function useTrackedJobs(): readonly TrackedJob[] {
  return useSyncExternalStore(subscribe, () => jobs);
}

/** Call `handler` when a followed job ends while the component is shown. */
export function useJobEnd(handler: (job: TrackedJob) => void): void {
  useEffect(() => onJobEnd(handler), [handler]);
}
