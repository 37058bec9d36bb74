-- The bot that the Telegram chats belong to: a chat that has started one bot is out of every other's reach.
alter table accounts add bot text, add bot_name text;
