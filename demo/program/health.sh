# Asks the service in this container; bash alone, for Docker runs it every few seconds in every container.
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /health HTTP/1.0\r\n\r\n' >&3
read -r -t 4 line <&3
[[ $line == *' 200 '* ]]
