{{ hello }}
{{ hello 1 }}
