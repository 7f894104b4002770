%% What is stored about one account: its virtual host, the salted hash of its password, its rights.
Name = <<"@NAME@">>,
Host = <<"@HOST@">>,
{Hash, Algorithm, Tags} = case rabbit_auth_backend_internal:lookup_user(Name) of
  {ok, User} -> {base64:encode(internal_user:get_password_hash(User)),
                 internal_user:get_hashing_algorithm(User), internal_user:get_tags(User)};
  _ -> {<<>>, none, []}
end,
#{queue_type => case rabbit_vhost:exists(Host) of true -> rabbit_vhost:default_queue_type(Host); _ -> none end,
  hash => Hash,
  algorithm => Algorithm,
  tags => Tags,
  rights => case Hash =/= <<>> andalso rabbit_vhost:exists(Host) of false -> []; true ->
    [[proplists:get_value(K, P, <<>>) || K <- [configure, write, read]]
      || P <- rabbit_auth_backend_internal:list_user_vhost_permissions(Name, Host)] end}.
