/**
 * The rooms in which people talk: Discord, Mattermost, Microsoft Teams, Rocket.Chat, Slack, Telegram, Webex and
 * WeChat.
 *
 * <p><b>Promises:</b> each is asked what Alertmanager would ask it, to the letter, and its answers mean the same. What
 * is too long for one is cut as there.
 *
 * <p><b>Does not:</b> send, or read configurations. Doors: each kind is one, with the texts that it has by default;
 * Mattermost and Rocket.Chat have Slack's fields.
 */
package dev.tocsin.notification.receivers.chat;
