import { catalogueOf } from "../languages";

export default catalogueOf(import.meta.glob("./*.json", { eager: true, import: "default" }));
