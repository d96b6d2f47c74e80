import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectAssignmentRole } from "@/api/generated/graphql";
import { Avatar, SearchField, Select, Stack, Text } from "@/design";
import styles from "./wizard.module.css";

export interface Person {
  /** The member's id in the workspace. */
  id: string;
  userId: string | null;
  name: string;
  email: string;
  picture: string | null;
}

const ROLES: readonly ProjectAssignmentRole[] = ["LABELER", "REVIEWER", "LABELER_AND_REVIEWER"];

interface MemberRolesProps {
  people: readonly Person[];
  roles: Readonly<Record<string, ProjectAssignmentRole>>;
  disabled?: boolean;
  onChange: (memberId: string, role: ProjectAssignmentRole | null) => void;
}

/** The members of the workspace and what each does in the project. */
export function MemberRoles({ people, roles, disabled, onChange }: MemberRolesProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const words = search.toLowerCase();
  const found = people.filter((person) => `${person.name} ${person.email}`.toLowerCase().includes(words));
  return (
    <Stack gap={2}>
      {people.length > 6 && (
        <SearchField label={t("wizard.searchPeople")} value={search} onChange={setSearch} />
      )}
      <div className={styles.members}>
        {found.map((person) => (
          <div key={person.id} className={styles.member}>
            <Avatar name={person.name} image={person.picture} />
            <span className={styles.memberName}>
              <Text strong truncate>
                {person.name}
              </Text>
              {person.email !== person.name && (
                <Text tone="muted" size="small" truncate>
                  {person.email}
                </Text>
              )}
            </span>
            <Select
              ariaLabel={t("wizard.roleOf", { name: person.name })}
              placeholder={t("wizard.noRole")}
              clearable
              disabled={disabled}
              value={roles[person.id] ?? null}
              options={ROLES.map((role) => ({ value: role, label: t(`wizard.roles.${role}`) }))}
              onChange={(role) => onChange(person.id, role as ProjectAssignmentRole | null)}
            />
          </div>
        ))}
        {found.length === 0 && (
          <div className={styles.setBody}>
            <Text tone="muted">{t("wizard.nobody")}</Text>
          </div>
        )}
      </div>
    </Stack>
  );
}
