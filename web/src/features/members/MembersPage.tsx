import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useActions } from "@/actions";
import { useApiMutation, useApiQuery } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { GetTeamMembersPaginatedQuery, TeamMemberRole } from "@/api/generated/graphql";
import { GET_MEMBERS, GET_ROLES, REMOVE_MEMBER, RESEND_INVITATION, UPDATE_ROLE } from "@/api/teams";
import { useWorkspace } from "@/app/workspace";
import {
  Avatar,
  Badge,
  Button,
  confirm,
  EmptyState,
  ErrorNotice,
  IconButton,
  IconInvite,
  IconLink,
  IconMail,
  IconMembers,
  IconMore,
  IconTrash,
  Menu,
  Page,
  Pagination,
  SearchField,
  Select,
  Table,
  Text,
  toast,
  Toolbar,
  type Column,
  type MenuItem,
  type Sorting,
} from "@/design";
import { copyText } from "@/util/clipboard";
import { formatDate } from "@/util/dates";
import { useDebounced } from "@/util/useDebounced";
import { InviteDialog, invitationLink } from "./InviteDialog";
import { grantableRoles, mayManage, ROLES } from "./roles";
import styles from "./members.module.css";

type Member = GetTeamMembersPaginatedQuery["getTeamMembersPaginated"]["nodes"][number];

const TAKE = 50;

function roleOf(member: Member): TeamMemberRole {
  return member.role?.name ?? "LABELER";
}

function nameOf(member: Member): string {
  return member.user?.displayName ?? member.invitationEmail ?? "";
}

export function MembersPage() {
  const { t } = useTranslation();
  const { teamId, can } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const [keyword, setKeyword] = useState(params.get("q") ?? "");
  const [role, setRole] = useState<string | null>(null);
  const [page, setPage] = useState(0);
  const [sorting, setSorting] = useState<Sorting>({ field: "name", order: "ASC" });
  const [inviting, setInviting] = useState(false);
  const settled = useDebounced(keyword);
  const roles = useApiQuery(GET_ROLES, {});
  const roleIds = useMemo(
    () => new Map((roles.data?.getTeamRoles ?? []).map((entry) => [entry.name, entry.id])),
    [roles.data],
  );
  const roleId = role ? roleIds.get(role as TeamMemberRole) : undefined;
  const input = useMemo(
    () => ({
      page: { skip: page * TAKE, take: TAKE },
      sort: [sorting],
      filter: {
        teamId: teamId ?? "",
        keyword: settled.trim() || undefined,
        roleId: roleId ? [roleId] : undefined,
      },
    }),
    [page, sorting, teamId, settled, roleId],
  );
  const list = useApiQuery(GET_MEMBERS, { input }, { pause: teamId === null, types: ["TeamMember"] });
  const columns = useMemberColumns();
  const rows = list.data?.getTeamMembersPaginated.nodes ?? [];
  const invite = () => setInviting(true);

  useActions([
    {
      id: "members.invite",
      labelKey: "members.invite",
      sectionKey: "shell.members",
      icon: IconInvite,
      scope: "page",
      isEnabled: () => can.manage,
      run: invite,
    },
  ]);

  const inviteButton = can.manage && (
    <Button variant="primary" icon={IconInvite} onClick={invite}>
      {t("members.invite")}
    </Button>
  );
  return (
    <Page title={t("members.title")} actions={inviteButton}>
      <Toolbar>
        <SearchField
          className={styles.search}
          label={t("members.search")}
          value={keyword}
          onChange={(next) => {
            setKeyword(next);
            setPage(0);
            setParams(next ? { q: next } : {}, { replace: true });
          }}
        />
        <Select
          className={styles.role}
          ariaLabel={t("members.roleFilter")}
          placeholder={t("members.anyRole")}
          value={role}
          clearable
          options={ROLES.map((value) => ({ value, label: t(`workspace.role.${value}`) }))}
          onChange={(next) => {
            setRole(next);
            setPage(0);
          }}
        />
      </Toolbar>
      {list.error && <ErrorNotice error={list.error} onRetry={list.refetch} />}
      <Table
        label={t("members.title")}
        columns={columns}
        rows={rows}
        rowKey={(member) => member.id}
        loading={list.loading}
        sorting={sorting}
        onSort={setSorting}
        rowMenu={can.manage ? (member) => <MemberMenu member={member} roleIds={roleIds} /> : undefined}
        empty={
          <EmptyState
            icon={IconMembers}
            title={t("members.noneTitle")}
            text={t("members.noneText")}
            actions={inviteButton}
          />
        }
      />
      <Pagination
        page={page}
        take={TAKE}
        total={list.data?.getTeamMembersPaginated.totalCount ?? 0}
        onPage={setPage}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function useMemberColumns(): Column<Member>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("members.person"),
        sortField: "name",
        render: (member) => <Person member={member} />,
      },
      {
        id: "role",
        header: t("members.role"),
        width: 132,
        sortField: "role",
        render: (member) => <Text>{t(`workspace.role.${roleOf(member)}`)}</Text>,
      },
      {
        id: "joined",
        header: t("members.joined"),
        width: 156,
        hideBelow: "sm",
        render: (member) =>
          member.invitationStatus === "PENDING" ? (
            <Badge tone="warning">{t("members.pending")}</Badge>
          ) : (
            <Text tone="secondary" tabular>
              {formatDate(member.joinedDate)}
            </Text>
          ),
      },
    ],
    [t],
  );
}

function Person({ member }: { member: Member }) {
  const { t } = useTranslation();
  const { memberId } = useWorkspace();
  const name = nameOf(member);
  return (
    <div className={styles.person}>
      <Avatar name={name} image={member.user?.profilePicture} size={26} />
      <span className={styles.names}>
        <Text strong truncate>
          {name}
          {member.id === memberId && ` (${t("members.you")})`}
        </Text>
        {member.user && (
          <Text tone="muted" size="small" truncate>
            {member.user.email}
          </Text>
        )}
      </span>
    </div>
  );
}

interface MemberMenuProps {
  member: Member;
  roleIds: ReadonlyMap<TeamMemberRole, string>;
}

function MemberMenu({ member, roleIds }: MemberMenuProps) {
  const { t } = useTranslation();
  const { role: ownRole, teamId } = useWorkspace();
  const [updateRole] = useApiMutation(UPDATE_ROLE);
  const [remove] = useApiMutation(REMOVE_MEMBER, { types: ["TeamMember"] });
  const [resend] = useApiMutation(RESEND_INVITATION, { types: ["TeamMember"] });
  const current = roleOf(member);
  const name = nameOf(member);
  const pending = member.invitationStatus === "PENDING";
  if (!mayManage(ownRole, current)) return null;

  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast.success(done);
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
  const handleRole = (role: TeamMemberRole) =>
    void attempt(
      () => updateRole({ teamMemberId: member.id, teamRoleId: roleIds.get(role) ?? null }),
      t("members.roleChanged", { name, role: t(`workspace.role.${role}`) }),
    );
  const handleRemove = async () => {
    const sure = await confirm({
      title: t(pending ? "members.withdrawTitle" : "members.removeTitle", { name }),
      body: t(pending ? "members.withdrawText" : "members.removeText"),
      confirmLabel: t(pending ? "members.withdraw" : "members.remove"),
      danger: true,
    });
    if (sure) await attempt(() => remove({ teamMemberId: member.id }), t("members.removed", { name }));
  };
  const copyLink = (key: string) =>
    attempt(() => copyText(invitationLink(key, teamId ?? "")), t("members.linkCopied"));

  const items: MenuItem[] = [
    { heading: t("members.role") },
    ...grantableRoles(ownRole).map((role) => ({
      label: t(`workspace.role.${role}`),
      checked: role === current,
      onSelect: () => role !== current && handleRole(role),
    })),
    "divider",
  ];
  if (pending) {
    const key = member.invitationKey;
    if (key) items.push({ label: t("members.copyLink"), icon: IconLink, onSelect: () => void copyLink(key) });
    items.push({
      label: t("members.resend"),
      icon: IconMail,
      onSelect: () => void attempt(() => resend({ teamMemberId: member.id }), t("members.resent", { name })),
    });
  }
  items.push({
    label: t(pending ? "members.withdraw" : "members.remove"),
    icon: IconTrash,
    danger: true,
    onSelect: () => void handleRemove(),
  });
  return (
    <Menu
      items={items}
      width={208}
      trigger={
        <IconButton icon={IconMore} size="small" label={t("members.actionsOf", { name })} tooltip={false} />
      }
    />
  );
}
