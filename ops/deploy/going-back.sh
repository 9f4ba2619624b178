# shellcheck shell=bash
# From a version that must not stay to the one before it, as the journal has them. Read by deploy and rollback after deployment.sh.
#
# The books go back only where the version before cannot open them, because they were migrated, and only where nothing was recorded since
# the backup. Whatever was sent or decided is an event, so equal events and head mean that neither happened. `parley restore` puts them
# back: it marks them as behind their mailbox, so a mail that left is found there and not sent again, and leaves sending stopped for a person.

# Ends with 0 when the version before runs again; ends the script with 3 when a person is needed.
go_back() {
  local image from backup before now
  image=$(of under-way image)
  from=$(of under-way from)
  backup=$(of under-way backup)
  before="$(of under-way events) $(of under-way head)"
  halt "$image" || fail 3 "The server could not be stopped, see above. Mend that and run \`rollback\`."
  [ -n "$from" ] || fail 3 "No version was deployed here before $image, so nothing runs now. Deploy one that works."
  say "Going back to $from"
  fetch "$from" || fail 3 "$from is not on this host and cannot be fetched. Nothing runs. Mend that and run \`rollback\`."
  if [ "$(of under-way books)" = kept ]; then
    if look "$from" > /dev/null; then
      say "It can open the books as they are: they stay"
      turn settled
    else
      say "It cannot open the books: they were migrated"
      now=$(look "$image") || fail 3 "What the books hold cannot be told, so they are left as they are. Nothing runs. $(ways_out)"
      [ "$now" = "$before" ] || fail 3 "More was recorded since the backup, so the books are left as they are. Nothing runs. $(ways_out)"
      turn restoring
    fi
  fi
  if [ "$(of under-way books)" = restoring ]; then
    say "Putting the books back to $backup"
    put_back "$from" "$backup" || fail 3 "The books could not be put back. Nothing runs. Mend what it says and run \`rollback\`."
  fi
  run "$from" || fail 3 "$from does not work either: see above. Nothing was lost. Mend that and run \`rollback\`, or deploy a version that works."
  if [ "$(of deployed image)" != "$from" ]; then write deployed "image=$from" previous= backup= events= head=; fi
  finish "$from"
}

# Puts a backup in the place of the books. The stop of sending in it is the deployment's own, which would be lifted: it becomes a person's to lift.
put_back() {
  local told
  parley "$1" restore "$2" && told=$(parley "$1" sending --json) || return
  if [ "$(field "$told" by)" = deployment ]; then
    parley "$1" sending resume --as restore > /dev/null && parley "$1" sending stop --as restore > /dev/null || return
  fi
  turn settled
}

# What ends every deployment: sending goes on, the services beside the server get its image, the journal goes.
finish() {
  resume_sending "$1" || fail 3 "Sending could not be resumed: look at \`parley sending\`, and run this again."
  compose "$1" up --detach --no-build || say "The services beside the server could not be started: see above."
  forget_journal
}

ways_out() {
  printf '%s' "Deploy a version that works with these books, or lose what was recorded since: \`rollback --restore\`."
}
