%% A member that serves alone and holds no queue forgets its cluster and looks for the others anew.
%% Looked at and done in one place, so that nothing comes in between and a lost caller stops nothing.
case {rabbit_nodes:list_members(), rabbit_amqqueue:count()} of
  {[Node], 0} when Node =:= node() ->
    ok = rabbit:stop(),
    ok = rabbit_db:reset(),
    ok = rabbit:start(),
    rejoined;
  _ ->
    kept
end.
