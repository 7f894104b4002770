%% What one member says of itself and of its cluster, as a map that the CLI prints as JSON. It must
%% answer in every state of the broker, so nothing in it may fail.
Try = fun(F, Else) -> try F() catch _:_ -> Else end end,
Running = Try(fun() -> rabbit:is_running() end, false),
Paused = whereis(rabbit_outside_app_process) =/= undefined,
State = case {Running, Paused, Try(fun() -> rabbit_boot_state:get() end, stopped)} of
  {true, _, _} -> running;
  {_, true, _} -> paused;
  {_, _, stopped} -> stopped;
  _ -> booting
end,
#{state => State,
  version => Try(fun() -> list_to_binary(rabbit_misc:version()) end, <<>>),
  id => Try(fun() -> <<_/binary>> = rabbit_runtime_parameters:value_global(internal_cluster_id) end, <<>>),
  members => Try(fun() -> rabbit_nodes:list_members() end, []),
  running => case State of running -> Try(fun() -> rabbit_nodes:list_running() end, []); _ -> [] end,
  partitions => Try(fun() -> rabbit_node_monitor:partitions() end, []),
  alarms => Try(fun() -> [A || {{resource_limit, A, N}, _} <- rabbit_alarm:get_alarms(), N =:= node()] end, []),
  disabled => Try(fun() -> maps:keys(rabbit_feature_flags:list(disabled, stable)) end, [])}.
