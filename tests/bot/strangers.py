"""What everybody is told whom nobody knows, whatever they say."""

HINT = (
    "此账号尚未绑定，未执行。请向本单位备用联系人或联席会议办公室索取绑定码，"
    "在私聊中发送，如：绑定 K7QM-2XPA-9TDR-5FHC"
)
IN_ENGLISH = (
    "This account is not bound yet; nothing was done. Ask your department's deputy"
    " liaison or the Joint Meeting Office for a binding code, then send in a private chat, for"
    " example: bind K7QM-2XPA-9TDR-5FHC"
)
