export { ProjectSettings } from "@/features/project-settings/ProjectSettings";
