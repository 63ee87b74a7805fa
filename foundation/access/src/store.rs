//! All SQL of who may come in and what they did.

db::statements! {
    /// A new member of staff.
    pub INSERT_STAFF = "insert into staff (id, email, name, roles, password, code_secret, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// For signing in by password; also those who no longer may, so that both take as long.
    pub STAFF_BY_EMAIL = "select id, password, deactivated_at from staff where email = $1";
    /// One member of staff.
    pub STAFF = "select id, email, name, roles, created_at, deactivated_at, code_secret, code_step
        from staff
        where id = $1";
    /// Everybody, those who left last.
    pub ALL_STAFF = "select id, email, name, roles, created_at, deactivated_at from staff
        order by deactivated_at is not null, name, id
        limit 1000";
    /// The active ones with a role; the role's code is matched as a whole word.
    pub STAFF_WITH_ROLE = "select id, email, name, roles, created_at, deactivated_at from staff
        where deactivated_at is null and ' ' || roles || ' ' like $1
        order by name, id
        limit 100";
    /// The demo's made-up people: those who have no password of their own.
    pub MADE_UP_STAFF = "select id, email, name, roles, created_at, deactivated_at from staff
        where deactivated_at is null and password is null
        order by name, id
        limit 100";
    /// Lets nobody in under this account any more.
    pub DEACTIVATE = "update staff set deactivated_at = $2 where id = $1 and deactivated_at is null";
    /// Lets them in again.
    pub REACTIVATE = "update staff set deactivated_at = null where id = $1 and deactivated_at is not null";
    /// How many active administrators there are besides this one.
    pub OTHER_ADMINISTRATORS = "select count(*) from staff
        where id <> $1 and deactivated_at is null and ' ' || roles || ' ' like '% administrator %'";
    /// Uses a one-time code's step, unless it or a later one was used already.
    pub USE_STEP = "update staff set code_step = $2 where id = $1 and code_step < $2";

    /// A signed-in browser.
    pub INSERT_SESSION = "insert into sessions (token_hash, id, kind, subject, created_at, seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $5, $6)";
    /// Who a cookie belongs to. Somebody who was deactivated has no session.
    pub SESSION = "select s.id, s.kind, s.subject, s.seen_at, s.expires_at, t.name, t.roles
        from sessions s
        left join staff t on t.id = s.subject and t.deactivated_at is null
        where s.token_hash = $1";
    /// The member of staff behind a cookie.
    pub STAFF_OF_SESSION = "select s.id, t.name, t.roles from sessions s join staff t on t.id = s.subject where s.token_hash = $1";
    /// It was seen.
    pub TOUCH_SESSION = "update sessions set seen_at = $2, expires_at = $3 where token_hash = $1";
    /// Whether this session of a member of staff still stands.
    pub STAFF_STANDS = "select count(*) from sessions s
        join staff t on t.id = s.subject and t.deactivated_at is null
        where s.id = $1 and s.expires_at > $2";
    /// Whether a family still has a session.
    pub FAMILY_STANDS = "select count(*) from sessions where subject = $1 and kind = 'family' and expires_at > $2";
    /// Whether this one session of a family still stands.
    pub SESSION_STANDS = "select count(*) from sessions where id = $1 and kind = 'family' and expires_at > $2";
    /// One's own, newest first.
    pub SESSIONS_OF = "select id, created_at, seen_at from sessions
        where subject = $1 and kind = 'staff' and expires_at > $2
        order by seen_at desc
        limit 100";
    /// Ends one of somebody's.
    pub DELETE_SESSION = "delete from sessions where id = $1 and subject = $2";
    /// Ends the one with this cookie.
    pub DELETE_SESSION_BY_TOKEN = "delete from sessions where token_hash = $1";
    /// The same, and says which it was, for those who listen by it.
    pub TAKE_SESSION = "delete from sessions where token_hash = $1 returning id, subject";
    /// Ends all of somebody's.
    pub DELETE_SESSIONS_OF = "delete from sessions where subject = $1";
    /// Forgets what has run out.
    pub DELETE_EXPIRED_SESSIONS = "delete from sessions where expires_at < $1";

    /// An invitation.
    pub INSERT_INVITATION = "insert into invitations (id, token_hash, email, name, roles, code_secret, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The one with this token, while it counts.
    pub INVITATION = "select id, email, name, roles, code_secret from invitations
        where token_hash = $1 and accepted_at is null and expires_at > $2";
    /// It was accepted; nobody can twice.
    pub ACCEPT_INVITATION = "update invitations set accepted_at = $2 where id = $1 and accepted_at is null";
    /// Those that wait, newest first.
    pub OPEN_INVITATIONS = "select email, name, roles, expires_at from invitations
        where accepted_at is null and expires_at > $1
        order by created_at desc
        limit 200";
    /// Earlier invitations of the same person no longer count.
    pub WITHDRAW_INVITATIONS = "update invitations set expires_at = $2
        where email = $1 and accepted_at is null and expires_at > $2";

    /// A passkey.
    pub INSERT_PASSKEY = "insert into passkeys (id, staff, name, credential_id, credential, created_at)
        values ($1, $2, $3, $4, $5, $6)";
    /// Somebody's own.
    pub PASSKEYS_OF = "select id, name, credential, created_at, used_at from passkeys
        where staff = $1
        order by created_at
        limit 50";
    /// It was used.
    pub USE_PASSKEY = "update passkeys set credential = $2, used_at = $3 where id = $1";
    /// Takes one of one's own away.
    pub DELETE_PASSKEY = "delete from passkeys where id = $1 and staff = $2";

    /// A question to a passkey.
    pub INSERT_CHALLENGE = "insert into challenges (token_hash, question, expires_at) values ($1, $2, $3)";
    /// Its answer has come: it is asked no more.
    pub TAKE_CHALLENGE = "delete from challenges where token_hash = $1 and expires_at > $2 returning question";
    /// Those that nobody answered.
    pub DELETE_EXPIRED_CHALLENGES = "delete from challenges where expires_at < $1";

    /// A way in when the telephone is lost.
    pub INSERT_RECOVERY_CODE = "insert into recovery_codes (code_hash, staff, created_at) values ($1, $2, $3)";
    /// Uses one: it is gone.
    pub USE_RECOVERY_CODE = "delete from recovery_codes where code_hash = $1 and staff = $2";
    /// Takes all away before new ones are given.
    pub DELETE_RECOVERY_CODES = "delete from recovery_codes where staff = $1";
    /// How many are left.
    pub COUNT_RECOVERY_CODES = "select count(*) from recovery_codes where staff = $1";

    /// Breaks the glass.
    pub INSERT_BROKEN_GLASS = "insert into broken_glass (conversation, staff, broken_at, until) values ($1, $2, $3, $4)";
    /// Who may look through it now.
    pub BROKEN_GLASS = "select distinct staff from broken_glass where conversation = $1 and until > $2";
    /// A conversation was deleted.
    pub DELETE_BROKEN_GLASS = "delete from broken_glass where conversation = $1";

    /// Takes the next place in the log; holds the head until the transaction ends.
    pub AUDIT_NEXT = "update audit_head set seq = seq + 1 where id = 1 returning seq, hash";
    /// One line of it.
    pub INSERT_AUDIT = "insert into audit (seq, at, actor, act, thing, reason, previous, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Seals the head.
    pub AUDIT_SEAL = "update audit_head set hash = $1, seal = $2 where id = 1";
    /// The head.
    pub AUDIT_HEAD = "select seq, hash, seal from audit_head where id = 1";
    /// Lines that stand outside the chain, in one look with the head so that no new line is taken for one.
    pub AUDIT_STRAYS = "select count(*) from audit a join audit_head h on h.id = 1 where a.seq > h.seq or a.seq < 1";
    /// A page of it, in order.
    pub AUDIT_PAGE = "select seq, at, actor, act, thing, reason, previous, hash from audit
        where seq > $1 and seq <= $2
        order by seq
        limit 1000";
    /// A page of it for reading, newest first.
    pub AUDIT_NEWEST = "select seq, at, actor, act, thing, reason, previous, hash from audit
        where seq < $1
        order by seq desc
        limit $2";
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn every_statement_is_understood_by_both_engines() {
        db::testing::prepares_everywhere(super::ALL, &[crate::MIGRATIONS]).await;
    }
}
